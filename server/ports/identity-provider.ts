import type { NationalIdentityNumber } from '../domain/party.ts'
import type { LoginLevel } from '../domain/purpose.ts'
import type { Language } from '../domain/text.ts'

/** What must come back from the identity provider for a login to be ours. Kept in the browser, encrypted. */
export interface LoginAttempt {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** What was asked for; a login below it is none. */
  readonly level: LoginLevel
  /** Where the answer comes to. */
  readonly callbackUrl: string
}

export interface LoginWish {
  readonly language: Language
  readonly level: LoginLevel
  /** Ask for the person's credentials even if the identity provider still has a session. */
  readonly fresh: boolean
  /** Where to come back to, as registered there; the one in the configuration when not said. */
  readonly callbackUrl?: string
}

export interface Identity {
  readonly nin: NationalIdentityNumber
  readonly name: string | undefined
  readonly level: LoginLevel
  readonly authenticatedAt: Date
}

/** An OpenID Connect provider configured like ID-porten. */
export interface IdentityProvider {
  begin(wish: LoginWish): Promise<{ readonly url: string; readonly attempt: LoginAttempt }>
  /**
   * Who came back. Throws `login.cancelled` when the person gave up, `login.stale` when the answer is not for this
   * attempt, `login.failed` for any other error or when the provider cannot be reached.
   */
  finish(callbackUrl: URL, attempt: LoginAttempt): Promise<Identity>
  /** Where to send the browser to log out there, too. */
  logoutUrl(returnUrl: string): Promise<string | undefined>
}
