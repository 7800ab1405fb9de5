import type { PartyId } from '../../domain/ids.ts'
import type { ListedLogin, LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'

interface Ports extends LookPorts {
  readonly sessions: Pick<LoginSessionStore, 'ofParty'>
}

interface ListSessions extends Looking {
  readonly party: PartyId
}

/** Where somebody is logged in, the newest login first, for a reason as `readParty` takes. */
export const listSessions =
  (ports: Ports) =>
  async ({ party, ...looking }: ListSessions): Promise<readonly ListedLogin[]> => {
    const target = { kind: 'party', id: party }
    await assertLookedUp(ports)({ ...looking, operation: 'session.read', party, target })
    return ports.sessions.ofParty(party)
  }
