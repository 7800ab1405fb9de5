import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'

/** The information stays where it is. */
export const toNobody: PrivacyInformation = {
  recipients: { nb: 'Ingen andre.', nn: 'Ingen andre.', en: 'Nobody else.' },
  thirdCountries: {
    nb: 'Opplysningene sendes ikke dit.',
    nn: 'Opplysningane blir ikkje sende dit.',
    en: 'The information is not sent there.',
  },
}

/** What an asker of the demo tells of how it handles what it gets, at addresses that nobody has. */
export function demoPrivacy(ownerName: string): PrivacyInformation {
  const domain = `${domainLabel(ownerName)}.example`
  return {
    contact: `personvern@${domain}`,
    notice: `https://${domain}/personvern`,
    retention: {
      nb: 'Så lenge samtykket gjelder, og ett år etter.',
      nn: 'Så lenge samtykket gjeld, og eitt år etter.',
      en: 'As long as the consent lasts, and one year after.',
    },
    ...toNobody,
  }
}

const letters: Readonly<Record<string, string>> = { æ: 'ae', ø: 'o', å: 'a' }

const domainLabel = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[æøå]/g, letter => letters[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
