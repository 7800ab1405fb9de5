import type { GrantId, PartyId } from '../ids.ts'
import type { Language } from '../text/text.ts'

/** How a use is told to the giver. */
export interface UseWords {
  /** What was done, in the resource server's words. */
  readonly what: string
  /** Of `what`; unknown when nobody said. */
  readonly language?: Language | undefined
  /** Names of what was done that have words in every language: permissions that were given, or what a face names so. */
  readonly codes?: readonly string[] | undefined
  /** Whether what was done is known no more: erased with the person, or past its time. */
  readonly isGone?: true
}

/** Who used it for whom, where that is somebody else than the one whom the permission was given to. */
export interface OnBehalf {
  readonly by: PartyId
  readonly of: PartyId
}

/** One time the permission was used, shown to the giver. */
export interface GrantUse extends UseWords {
  readonly grantId: GrantId
  readonly at: Date
  readonly clientId: string
  readonly traceId: string | undefined
  readonly onBehalf?: OnBehalf | undefined
  /** The only API that it concerns; that of the client, or every one of the permission, when not said. */
  readonly audience?: string | undefined
}
