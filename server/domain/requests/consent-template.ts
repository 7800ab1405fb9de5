import type { PrivacyInformation } from '../registry/privacy-information.ts'
import type { Retention } from '../registry/retention.ts'
import type { LocalizedText } from '../text/text.ts'

/** One text for a person who decides for herself, and one for somebody who decides for an organization. */
export interface PersonAndOrganizationText {
  readonly person: LocalizedText
  readonly organization: LocalizedText
}

/**
 * The words around a consent request for consent resources. `{CoveredBy}`, `{OfferedBy}`, `{HandledBy}` and `{Expiration}`
 * stand for who gets, whose data, who carries it out, and the end.
 */
export interface ConsentTemplate {
  readonly id: string
  /** Raised on every change; a request keeps the version it was put with. */
  readonly version: number
  /** Whether it gives a power of attorney: the buttons then say so. */
  readonly isPowerOfAttorney: boolean
  /** Whether the asker is expected to send a message of its own. */
  readonly isMessageSetInRequest: boolean
  /** Organization numbers of those whose resources may use it; everybody's when absent. */
  readonly restrictedTo?: readonly string[] | undefined
  readonly title: PersonAndOrganizationText
  readonly heading: PersonAndOrganizationText
  readonly serviceIntro: PersonAndOrganizationText
  readonly titleAccepted: PersonAndOrganizationText
  readonly serviceIntroAccepted: PersonAndOrganizationText
  /** What the data are used for, or the authority: said of every resource that has no purpose. One of before has none. */
  readonly purpose?: LocalizedText | undefined
  /** Stands with the purpose when the request brings no message. */
  readonly message?: LocalizedText | undefined
  readonly expiration: LocalizedText
  readonly expirationOneTime: LocalizedText
  readonly handledBy: LocalizedText
  /** How the information is handled by those who ask with it. */
  readonly privacy?: PrivacyInformation | undefined
  /** How long what is kept here of consents with its words stays after they have ended. */
  readonly retention?: Retention | undefined
}
