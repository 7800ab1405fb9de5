import type {
  OperatorSession,
  OperatorSessionStore,
} from '../../../server/ports/operators/operator-session-store.ts'
import { type BrowserSessionMaterials, browserSessions } from '../sessions/browser-sessions.ts'

/** Logins of operators at the console. */
export function knexOperatorSessionStore(materials: BrowserSessionMaterials): OperatorSessionStore {
  const sessions = browserSessions(materials, { kind: 'operator_session', face: 'console' })
  return {
    start(identity) {
      const kept: KeptSession = { identity, csrfToken: materials.ids.secret(32) }
      return sessions.start(JSON.stringify(kept))
    },
    async find(cookieValue) {
      const found = await sessions.find(cookieValue)
      return found && { ...(JSON.parse(found.content) as KeptSession), ends: found.ends }
    },
    end: sessions.end,
  }
}

type KeptSession = Omit<OperatorSession, 'ends'>
