import type { PartyId } from '../../domain/ids.ts'
import type { Party } from '../../domain/party.ts'
import type { LoginLevel } from '../../domain/requests/purpose.ts'

/** A browser in which a person has logged in. */
export interface LoginSession {
  readonly party: Party
  readonly level: LoginLevel
  readonly authenticatedAt: Date
  /** Against forged forms: the same for the whole session, unguessable without the cookie. */
  readonly csrfToken: string
  /** When it is over: `idle` unless something is done before, `latest` whatever is done. */
  readonly ends: { readonly idle: Date; readonly latest: Date }
}

/** A login at the identity provider, by what it calls the person and the login. */
export interface LoginElsewhere {
  readonly subject: string | undefined
  readonly session: string | undefined
}

/** What a session begins with. */
export interface NewLoginSession extends Omit<LoginSession, 'csrfToken' | 'ends'> {
  /** That of the same person's session before, so that pages she has open still work; a new one is made without it. */
  readonly csrfToken?: string | undefined
  readonly elsewhere?: LoginElsewhere | undefined
}

/** A login as its person may read of it. */
export interface ListedLogin extends Pick<LoginSession, 'level' | 'authenticatedAt' | 'ends'> {
  /** Names it to whoever may end it; nothing to whoever would use it. */
  readonly id: string
}

/** Sessions by the SHA-256 of the cookie's value; the value itself is never kept. */
export interface LoginSessionStore {
  /** Starts a session under a fresh id and gives the cookie's value. */
  start(session: NewLoginSession): Promise<string>
  /** The session, unless it ended, was idle too long or is too old; finding it counts as activity. */
  find(cookieValue: string): Promise<LoginSession | undefined>
  /** Every session of the person that still counts, the newest login first. To list them is no activity. */
  ofParty(party: PartyId): Promise<readonly ListedLogin[]>
  /** Ends that session of the party, or every one. Gives how many there were. */
  endOfParty(party: PartyId, id?: string): Promise<number>
  /** `false` when there is no such session, or somebody else ended it. */
  end(cookieValue: string): Promise<boolean>
  /**
   * Ends what began with this login there: with that very one when it is named, else with any of the person's. `false` when
   * there was nothing to end.
   */
  endElsewhere(login: LoginElsewhere): Promise<boolean>
}
