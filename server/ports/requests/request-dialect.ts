import type { PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import type { Processor } from '../../domain/registry/processors.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Language } from '../../domain/text/text.ts'
import type { Question } from '../../domain/requests/question.ts'

/** A request with what it takes to word it. */
export interface AskedRequest {
  readonly request: ConsentRequest
  readonly purpose: Purpose
  /** How the information is handled. */
  readonly privacy: PrivacyInformation
  /** Who may act for the one who asks. */
  readonly processors?: readonly Processor[]
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  /** When it was answered, else when it is read: what it asks for counts from here. */
  readonly at: Date
  /** The grant that it is to change, as it is when it is read; absent when it changes none, and once it was answered. */
  readonly changes?: AuthorizationGrant | undefined
}

export type RequestOutcome = 'accepted' | 'rejected' | 'unanswered'

export interface WayBack {
  /** Where the browser goes; `undefined` leaves it with the receipt. From the stored request only. */
  readonly url: string | undefined
  /** Whether the person is logged out before. */
  readonly endsSession: boolean
}

/** What is fetched at one place, or may be done there. */
export interface FromOnePlace {
  readonly from: string
  /** What stands above it, when that is not the words for something that comes from there. */
  readonly intro?: string
  readonly what: readonly string[]
}

/** How consent requests that a face's callers put by themselves are shown and answered at the pages. */
export interface RequestDialect {
  /** In the face's own words; the house's when absent. */
  readonly question?: (asked: AskedRequest, language: Language) => Promise<Question>
  readonly wayBack: (request: ConsentRequest, outcome: RequestOutcome) => WayBack
  /** What was given, in few words; the resources and permissions by their registered names when absent. */
  readonly describe?: (
    given: Pick<ConsentRequest, 'scopes' | 'rights' | 'annotations'>,
    language: Language,
  ) => Promise<readonly FromOnePlace[]>
  /** Why it was asked for, in the words that were read; the name of the purpose when absent or not known. */
  readonly purpose?: (
    given: Pick<ConsentRequest, 'scopes' | 'rights' | 'annotations'>,
    language: Language,
  ) => Promise<string | undefined>
  /** Whether a request is answered by itself, and not on the way through its client; every one is when not said. */
  readonly isAnsweredHere?: (request: ConsentRequest) => Promise<boolean>
  /** Annotations of those that the person is shown before she follows a link to them; every one when not said. */
  readonly listed?: Readonly<Record<string, string>>
}
