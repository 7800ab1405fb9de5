import { Problem } from '../problem.ts'
import { isIdentityScope, type Scope } from '../registry/scope.ts'
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
  readonly name: LocalizedText
  readonly description: LocalizedText
  /** What happens when the person says no. */
  readonly whenDeclined: LocalizedText
  /** Permissions that may be asked for under this purpose; `*` stands for every one. */
  readonly permissions: readonly string[]
  readonly singleUse: boolean
  readonly defaultSeconds: number
  readonly longestSeconds: number
  readonly loginLevel: LoginLevel
}

/** No consent lasts longer than a number of seconds that every storage can count, some 68 years. */
export const longestConsentSeconds = 2 ** 31 - 1

/** Facts about the person from her login may be asked for under every purpose, other scopes only when it lists them. */
export const allows = ({ permissions }: Purpose, scope: Scope): boolean =>
  isIdentityScope(scope) || permissions.includes('*') || permissions.includes(scope.permission)

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
