import type { NationalIdentityNumber } from '../../domain/party.ts'
import type { LoginLevel } from '../../domain/requests/purpose.ts'
import type { CodeAttempt } from './code-attempt.ts'
import type { LoginElsewhere } from './login-session-store.ts'
import type { Language } from '../../domain/text/text.ts'

export interface LoginAttempt extends CodeAttempt {
  /** What was asked for; a login below it is none. */
  readonly level: LoginLevel
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
  /** What the provider calls the person and this login, should it log her out by itself. */
  readonly elsewhere?: LoginElsewhere
}

/** A logout at the identity provider. */
export interface LogoutElsewhere {
  readonly login: LoginElsewhere
  /** Names the token; it counts once. */
  readonly tokenId: string
  readonly goodUntil: Date
}

/** A logout that a page of the provider announces in the browser. */
export interface LogoutInBrowser {
  readonly login: LoginElsewhere
  /** Origins that such a page may be at. */
  readonly shownBy: readonly string[]
}

/** An OpenID Connect provider configured like ID-porten. */
export interface IdentityProvider {
  begin(wish: LoginWish): Promise<{ readonly url: string; readonly attempt: LoginAttempt }>
  /**
   * Who came back. Throws `login.cancelled` when the person gave up, `login.stale` when the answer is not for this
   * attempt, `login.failed` for any other error or when the provider cannot be reached.
   */
  finish(callbackUrl: URL, attempt: LoginAttempt): Promise<Identity>
  /**
   * Whom the provider says it has logged out, from its logout token (OpenID Connect Back-Channel Logout 1.0, 2.4), and
   * until when that token could be sent again. Throws `logout-token.refused` for any other, `login.failed` in doubt.
   */
  readLogoutToken(token: string): Promise<LogoutElsewhere>
  /**
   * What a page of the provider says that has logged somebody out (OpenID Connect Front-Channel Logout 1.0, 3). Nothing
   * but the secrecy of `session` vouches for it. Throws `logout-token.refused` for another issuer, `login.failed` in doubt.
   */
  readFrontchannelLogout(told: {
    readonly issuer: string
    readonly session: string
  }): Promise<LogoutInBrowser>
  /** Where to send the browser to log out there, too. */
  logoutUrl(returnUrl: string): Promise<string | undefined>
}
