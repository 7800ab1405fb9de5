import { type Party, person, sameParty } from '../../domain/party.ts'
import { LimitReached } from '../../domain/limit.ts'
import type { Limits } from '../../ports/limits.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Identity } from '../../ports/sessions/identity-provider.ts'
import type { LoginSession, LoginSessionStore } from '../../ports/sessions/login-session-store.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'

interface Ports {
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly limits: Limits
  readonly sessions: Pick<LoginSessionStore, 'start'>
  readonly audit: Pick<AuditLog, 'record'>
}

/**
 * The person behind an identity, known from now on, and the cookie value of a fresh session. `earlier` is the login of the
 * same browser that it follows: of the same person, it leaves her open pages as good as they were.
 * Throws `LimitReached` for a person who logs in again and again.
 */
export const logInPerson =
  ({ parties, sessions, limits, audit }: Ports) =>
  async (
    identity: Identity,
    earlier: LoginSession | undefined,
  ): Promise<{ party: Party; cookieValue: string }> => {
    const party = await parties.findOrAdd(person(identity.nin), identity.name)
    const tooOften = await limits.count('person-logins', party.id)
    if (tooOften) throw new LimitReached(tooOften)
    const { level, authenticatedAt, elsewhere } = identity
    const csrfToken = earlier && sameParty(earlier.party, party) ? earlier.csrfToken : undefined
    const session = { party, level, authenticatedAt, csrfToken, elsewhere }
    const cookieValue = await sessions.start(session)
    audit.record({ what: 'login.succeeded', partyId: party.id, level })
    return { party, cookieValue }
  }
