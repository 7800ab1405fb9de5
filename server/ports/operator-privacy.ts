import type { SettledPurpose } from '../domain/requests/settled-purpose.ts'

/** What the operator tells of how this service itself handles what it stores (GDPR article 13). */
export interface OperatorPrivacy {
  /** Where to ask: an e-mail address or an https address. */
  readonly contact: string | undefined
  /** The data protection officer, to be reached in the same ways. */
  readonly officer: string | undefined
  /** How long a login lasts without a request, and at most. */
  readonly login: { readonly idleSeconds: number; readonly longestSeconds: number }
  /** Whether a register is asked who may give consents. */
  readonly asksRegister: boolean
  /** How long what is kept of ended consents stays. */
  readonly retention: () => Promise<readonly SettledPurpose[]>
}
