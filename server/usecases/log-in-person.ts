import { type Party, person } from '../domain/party.ts'
import type { Identity } from '../ports/identity-provider.ts'
import type { LoginSessionStore } from '../ports/login-session-store.ts'
import type { PartyStore } from '../ports/party-store.ts'

interface Ports {
  readonly parties: Pick<PartyStore, 'findOrAdd'>
  readonly sessions: Pick<LoginSessionStore, 'start'>
}

/** The person behind an identity, known from now on, and the cookie value of a fresh session. */
export const logInPerson =
  ({ parties, sessions }: Ports) =>
  async (identity: Identity): Promise<{ party: Party; cookieValue: string }> => {
    const party = await parties.findOrAdd(person(identity.nin), identity.name)
    const { level, authenticatedAt, idToken } = identity
    return { party, cookieValue: await sessions.start({ party, level, authenticatedAt, idToken }) }
  }
