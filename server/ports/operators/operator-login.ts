import type { OperatorRole } from '../../domain/operators/operator.ts'
import type { Language } from '../../domain/text/text.ts'
import type { CodeAttempt } from '../sessions/code-attempt.ts'

export interface OperatorLoginWish {
  readonly language: Language
  /** Where to come back to, as registered there. */
  readonly callbackUrl: string
}

/** An operator as the operators' own identity provider knows her. */
export interface OperatorIdentity {
  /** The subject there, which stays the same. */
  readonly id: string
  readonly name: string
  /** None for somebody who has no business at the desk. */
  readonly roles: readonly OperatorRole[]
}

/** Where operators log in: any OpenID Connect provider, whose claim says which roles they have. */
export interface OperatorLogin {
  /** The host of the provider, to name it by. */
  readonly provider: string
  begin(wish: OperatorLoginWish): Promise<{ readonly url: string; readonly attempt: CodeAttempt }>
  /**
   * Who came back. Throws `login.cancelled` when the operator gave up, `login.stale` when the answer is not for this
   * attempt, `login.failed` for any other error or when the provider cannot be reached.
   */
  finish(cameBack: URL, attempt: CodeAttempt): Promise<OperatorIdentity>
  /** Where to send the browser to log out there, too. */
  logoutUrl(returnUrl: string): Promise<string | undefined>
}
