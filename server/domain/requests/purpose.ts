import { Problem } from '../problem.ts'
import type { AuthorizationDetail } from '../registry/authorization-detail.ts'
import type { Client } from '../registry/client.ts'
import type { PrivacyInformation } from '../registry/privacy-information.ts'
import type { Retention } from '../registry/retention.ts'
import { isIdentityScope, isLoginOnly, type Scope } from '../registry/scope.ts'
import type { LocalizedText } from '../text/text.ts'

/** eIDAS-like levels of assurance, in rising order. */
export const loginLevels = ['low', 'substantial', 'high'] as const

export type LoginLevel = (typeof loginLevels)[number]

export const reaches = (level: LoginLevel, required: LoginLevel): boolean =>
  loginLevels.indexOf(level) >= loginLevels.indexOf(required)

/** Why somebody asks. Decides what may be asked, for how long, and how sure we must be of who answers. */
export interface Purpose {
  readonly id: string
  /** Raised on every change; a decision keeps the version it was made on. */
  readonly version: number
  /** Whether a yes gives a power of attorney, in place of a consent to share what is asked for. */
  readonly isPowerOfAttorney?: boolean | undefined
  readonly name: LocalizedText
  readonly description: LocalizedText
  /** What happens when the person says no. */
  readonly whenDeclined: LocalizedText
  /** Permissions that may be asked for under this purpose; `*` stands for every one. */
  readonly permissions: readonly string[]
  /** Facts about the person from her login that may be asked for, beside the login itself; every one when it does not say. */
  readonly identityScopes?: readonly string[] | undefined
  /** Types of authorization details that may be asked for under this purpose; none when it does not say. */
  readonly detailTypes?: readonly string[] | undefined
  readonly singleUse: boolean
  /**
   * Whether processors of the one who asks may exchange its tokens for their own: never, once, or when not said on and on, as
   * far as each of them acts for the one before.
   */
  readonly tokenExchange?: 'never' | 'once' | undefined
  /**
   * For how long at most an API that asks nobody may go on taking a token after the consent was withdrawn: no JWT lives longer.
   * As long as the API's tokens live when not said.
   */
  readonly withdrawnWithinSeconds?: number | undefined
  readonly defaultSeconds: number
  readonly longestSeconds: number
  readonly loginLevel: LoginLevel
  /** Whether a client may have less than it was given, for no longer, without asking the person again. */
  readonly narrowedUnasked?: boolean | undefined
  /** How the information is handled. */
  readonly privacy?: PrivacyInformation | undefined
  /** How long what is kept here of its consents stays after they have ended; the settings say it of what is not there. */
  readonly retention?: Retention | undefined
  /** The consent template whose words it has: that one says the newest of its retention. */
  readonly wordedBy?: string | undefined
}

/** No consent lasts longer than a number of seconds that every storage can count, some 68 years. */
export const longestConsentSeconds = 2 ** 31 - 1

/** Throws `scope.unknown` for nothing at all, and that or `authorization-details.invalid` for what this purpose does not allow. */
export function assertMayBeAsked(
  purpose: Purpose,
  scopes: readonly Scope[],
  details: readonly AuthorizationDetail[] = [],
): void {
  if (!details.every(({ type }) => purpose.detailTypes?.includes(type))) {
    throw new Problem(
      'authorization-details.invalid',
      `The purpose ${purpose.id} does not allow all of these types`,
    )
  }
  if (scopes.length === 0 && details.length === 0) throw new Problem('scope.unknown', 'Nothing is asked for')
  if (scopes.every(scope => allows(purpose, scope))) return
  throw new Problem('scope.unknown', `The purpose ${purpose.id} does not allow all of that`)
}

/** Throws `purpose.not-allowed` for a purpose that is not among the client's. */
export function assertMayAskFor(client: Pick<Client, 'purposes'>, purposeId: string): void {
  if (client.purposes.includes(purposeId)) return
  throw new Problem('purpose.not-allowed', 'The client may not ask for this purpose')
}

/** A login may be asked for under every purpose, everything else only when the purpose lists it. */
export function allows({ permissions, identityScopes }: Purpose, scope: Scope): boolean {
  if (isLoginOnly(scope)) return true
  if (isIdentityScope(scope)) return identityScopes?.includes(scope.permission) ?? true
  return permissions.includes('*') || permissions.includes(scope.permission)
}

/** Seconds of validity for a wish, or the purpose's default. Throws `purpose.too-long`; nothing is lowered silently. */
export function secondsFor(purpose: Purpose, wished: number | undefined): number {
  const seconds = wished ?? purpose.defaultSeconds
  if (seconds > purpose.longestSeconds) {
    throw new Problem(
      'purpose.too-long',
      `The purpose ${purpose.id} lasts at most ${purpose.longestSeconds} seconds`,
    )
  }
  return seconds
}
