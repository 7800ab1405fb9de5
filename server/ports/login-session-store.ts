import type { Party } from '../domain/party.ts'
import type { LoginLevel } from '../domain/purpose.ts'

/** A browser in which a person has logged in. */
export interface LoginSession {
  readonly party: Party
  readonly level: LoginLevel
  readonly authenticatedAt: Date
  /** Against forged forms: the same for the whole session, unguessable without the cookie. */
  readonly csrfToken: string
}

/** Sessions by the SHA-256 of the cookie's value; the value itself is never kept. */
export interface LoginSessionStore {
  /**
   * Starts a session under a fresh id and gives the cookie's value. `csrfToken` is that of the same person's session
   * before, so that pages she has open still work; a new one is made without it.
   */
  start(
    session: Omit<LoginSession, 'csrfToken'> & { readonly csrfToken?: string | undefined },
  ): Promise<string>
  /** The session, unless it ended, was idle too long or is too old; finding it counts as activity. */
  find(cookieValue: string): Promise<LoginSession | undefined>
  end(cookieValue: string): Promise<void>
}
