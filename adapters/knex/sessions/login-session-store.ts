import type { LoginSession, LoginSessionStore } from '../../../server/ports/sessions/login-session-store.ts'
import { type BrowserSessionMaterials, browserSessions } from './browser-sessions.ts'

/** Logins of persons at the pages. */
export function knexLoginSessionStore(materials: BrowserSessionMaterials): LoginSessionStore {
  const sessions = browserSessions(materials, { kind: 'login_session', face: 'portal' })
  return {
    start({ elsewhere, ...session }) {
      const whole: KeptSession = { ...session, csrfToken: session.csrfToken ?? materials.ids.secret(32) }
      return sessions.start(JSON.stringify(whole), { elsewhere, party: session.party.id })
    },
    async find(cookieValue) {
      const found = await sessions.find(cookieValue)
      return found && { ...parseSession(found.content), ends: found.ends }
    },
    async ofParty(party) {
      const found = await sessions.ofParty(party)
      return found
        .map(({ id, content, ends }) => {
          const { level, authenticatedAt } = parseSession(content)
          return { id, level, authenticatedAt, ends }
        })
        .toSorted((one, other) => other.authenticatedAt.getTime() - one.authenticatedAt.getTime())
    },
    endOfParty: sessions.endOfParty,
    end: sessions.end,
    endElsewhere: sessions.endElsewhere,
  }
}

type KeptSession = Omit<LoginSession, 'ends'>

function parseSession(text: string): KeptSession {
  const session = JSON.parse(text) as Omit<KeptSession, 'authenticatedAt'> & { authenticatedAt: string }
  return { ...session, authenticatedAt: new Date(session.authenticatedAt) }
}
