import { z } from 'zod'
import type { PrivacyInformation, PrivacyMember } from '../domain/registry/privacy-information.ts'
import { isContact } from '../domain/text/contact.ts'
import { localizedLabel } from './entry-parts.ts'

const webPage = z
  .string()
  .max(2000)
  .refine(text => /^https:\/\/\S+$/.test(text) && URL.canParse(text), 'must be an https address')

/** GDPR article 13, in the words of the one who asks. */
export const privacyEntry = z
  .strictObject({
    contact: z
      .string()
      .max(300)
      .refine(isContact, 'must be an e-mail address or an https address')
      .optional()
      .describe('Where to ask about privacy: an e-mail address or an https address'),
    notice: webPage.optional().describe('The privacy notice, an https address'),
    address: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .describe('The postal address of the one who asks, on one line'),
    processing: localizedLabel
      .optional()
      .describe('What is done with the information, and whether anything is decided by it without people'),
    locations: z
      .array(z.string().regex(/^([A-Z]{2}|EEA)$/, 'must be an ISO 3166-1 code of two letters, or EEA'))
      .min(1)
      .max(50)
      .readonly()
      .optional()
      .describe('Where the information is stored and handled: countries by their ISO 3166-1 codes, or EEA'),
    retention: localizedLabel.optional().describe('How long the information is kept'),
    recipients: localizedLabel.optional().describe('Who else gets it'),
    third_countries: localizedLabel
      .optional()
      .describe('Whether it leaves the EEA, and under what safeguards'),
    authority: localizedLabel.optional().describe('Whom to complain to; Datatilsynet when not said'),
  })
  .describe(
    'What the giver is told of how the information is handled (GDPR article 13); a purpose goes before its client. ' +
      'Production wants contact and notice of the one who asks, and the rest but authority of the one or the other',
  )

type PrivacyEntry = z.infer<typeof privacyEntry>

export const toPrivacy = (entry: PrivacyEntry | undefined): PrivacyInformation | undefined => {
  if (entry === undefined) return undefined
  const { third_countries: thirdCountries, ...rest } = entry
  return { ...rest, thirdCountries }
}

const names: Readonly<Partial<Record<PrivacyMember, string>>> = { thirdCountries: 'third_countries' }

/** As the file calls them: `retention, third_countries`. */
export const privacyNames = (members: readonly PrivacyMember[]): string =>
  members.map(member => names[member] ?? member).join(', ')
