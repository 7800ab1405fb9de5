import type { LocalizedText } from '../text/text.ts'

/** What a giver is to be told by whoever gets the information (GDPR article 13), beside who that is and what for. */
export interface PrivacyInformation {
  /** Where to ask: an e-mail address or an https address. */
  readonly contact?: string | undefined
  /** The privacy notice: an https address. */
  readonly notice?: string | undefined
  /** The postal address of the one who asks. */
  readonly address?: string | undefined
  /** What is done with the information, and whether anything is decided by it without people. */
  readonly processing?: LocalizedText | undefined
  /** Where it is stored and handled: countries by their ISO 3166-1 codes, or `EEA`. */
  readonly locations?: readonly string[] | undefined
  /** How long the information is kept. */
  readonly retention?: LocalizedText | undefined
  /** Who else gets it. */
  readonly recipients?: LocalizedText | undefined
  /** Whether it leaves the EEA, and under what safeguards. */
  readonly thirdCountries?: LocalizedText | undefined
  /** Whom to complain to; the Norwegian authority when not said. */
  readonly authority?: LocalizedText | undefined
}

export type PrivacyMember = keyof PrivacyInformation

/** What is about the one who asks, whatever it asks for. */
export const membersOfAsker = ['contact', 'notice'] as const satisfies readonly PrivacyMember[]

/** What may differ from purpose to purpose. */
export const membersOfPurpose = [
  'retention',
  'recipients',
  'thirdCountries',
] as const satisfies readonly PrivacyMember[]

interface Speaker {
  readonly privacy?: PrivacyInformation | undefined
}

/** What a purpose says, and what its asker says where the purpose says nothing. */
export const privacyOf = (purpose: Speaker | undefined, asker: Speaker | undefined): PrivacyInformation => {
  const [own, general] = [purpose?.privacy, asker?.privacy]
  return {
    contact: own?.contact ?? general?.contact,
    notice: own?.notice ?? general?.notice,
    address: own?.address ?? general?.address,
    processing: own?.processing ?? general?.processing,
    locations: own?.locations ?? general?.locations,
    retention: own?.retention ?? general?.retention,
    recipients: own?.recipients ?? general?.recipients,
    thirdCountries: own?.thirdCountries ?? general?.thirdCountries,
    authority: own?.authority ?? general?.authority,
  }
}

/** Which of these are not said. */
export const unsaidIn = <M extends PrivacyMember>(
  privacy: PrivacyInformation | undefined,
  members: readonly M[],
): readonly M[] => members.filter(member => privacy?.[member] === undefined)
