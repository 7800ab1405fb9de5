import type { ConsentTemplate, PersonAndOrganizationText } from '../../../domain/requests/consent-template.ts'
import type { LocalizedText } from '../../../domain/text/text.ts'

const text = (nb: string, nn: string, en: string): LocalizedText => ({ nb, nn, en })

const both = (one: LocalizedText): PersonAndOrganizationText => ({ person: one, organization: one })

const heading: PersonAndOrganizationText = {
  person: text(
    '{CoveredBy} ber om ditt samtykke.',
    '{CoveredBy} ber om samtykket ditt.',
    '{CoveredBy} asks for your consent.',
  ),
  organization: text(
    '{CoveredBy} ber om samtykke fra {OfferedBy}.',
    '{CoveredBy} ber om samtykke frå {OfferedBy}.',
    '{CoveredBy} asks {OfferedBy} for consent.',
  ),
}

const usual: Omit<ConsentTemplate, 'id'> = {
  version: 0,
  isPowerOfAttorney: false,
  isMessageSetInRequest: true,
  title: {
    person: text(
      'Vil du dele opplysninger med {CoveredBy}?',
      'Vil du dele opplysningar med {CoveredBy}?',
      'Share information with {CoveredBy}?',
    ),
    organization: text(
      'Skal {OfferedBy} dele opplysninger med {CoveredBy}?',
      'Skal {OfferedBy} dele opplysningar med {CoveredBy}?',
      'Share {OfferedBy}’s information with {CoveredBy}?',
    ),
  },
  heading,
  serviceIntro: both(
    text(
      'Svarer du ja, kan {CoveredBy} hente dette:',
      'Svarer du ja, kan {CoveredBy} hente dette:',
      'If you agree, {CoveredBy} can fetch:',
    ),
  ),
  titleAccepted: {
    person: text(
      'Du deler opplysninger med {CoveredBy}',
      'Du deler opplysningar med {CoveredBy}',
      'You share information with {CoveredBy}',
    ),
    organization: text(
      '{OfferedBy} deler opplysninger med {CoveredBy}',
      '{OfferedBy} deler opplysningar med {CoveredBy}',
      '{OfferedBy} shares information with {CoveredBy}',
    ),
  },
  serviceIntroAccepted: both(
    text('{CoveredBy} kan hente dette:', '{CoveredBy} kan hente dette:', '{CoveredBy} can fetch:'),
  ),
  expiration: text(
    'Samtykket varer til {Expiration}. Du kan trekke det når som helst.',
    'Samtykket varer til {Expiration}. Du kan trekkje det når som helst.',
    'The consent lasts until {Expiration}. You can withdraw it at any time.',
  ),
  expirationOneTime: text(
    'Samtykket er ment for én henting og varer senest til {Expiration}.',
    'Samtykket er meint for éi henting og varer seinast til {Expiration}.',
    'The consent is meant for one retrieval and ends {Expiration} at the latest.',
  ),
  handledBy: text(
    '{HandledBy} utfører dette for {CoveredBy}.',
    '{HandledBy} gjer dette for {CoveredBy}.',
    '{HandledBy} does this for {CoveredBy}.',
  ),
}

const loanMessage = text(
  'Opplysningene brukes til å behandle en søknad om lån.',
  'Opplysningane blir brukte til å behandle ein søknad om lån.',
  'The information is used to process an application for a loan.',
)

/** Loan applications of the tax administration and of test departments. */
const loan = { isMessageSetInRequest: false, restrictedTo: ['974761076', '991825827'], message: loanMessage }

const authority: Partial<ConsentTemplate> = {
  isPowerOfAttorney: true,
  title: {
    person: text(
      'Vil du gi fullmakt til {CoveredBy}?',
      'Vil du gje fullmakt til {CoveredBy}?',
      'Grant authority to {CoveredBy}?',
    ),
    organization: text(
      'Skal {OfferedBy} gi fullmakt til {CoveredBy}?',
      'Skal {OfferedBy} gje fullmakt til {CoveredBy}?',
      'Let {OfferedBy} grant authority to {CoveredBy}?',
    ),
  },
  heading: {
    person: text(
      '{CoveredBy} ber om fullmakt fra deg.',
      '{CoveredBy} ber om fullmakt frå deg.',
      '{CoveredBy} asks you for authority.',
    ),
    organization: text(
      '{CoveredBy} ber om fullmakt fra {OfferedBy}.',
      '{CoveredBy} ber om fullmakt frå {OfferedBy}.',
      '{CoveredBy} asks {OfferedBy} for authority.',
    ),
  },
  serviceIntro: both(
    text(
      'Svarer du ja, kan {CoveredBy} gjøre dette:',
      'Svarer du ja, kan {CoveredBy} gjere dette:',
      'If you agree, {CoveredBy} can:',
    ),
  ),
  expiration: text(
    'Fullmakten varer til {Expiration}. Du kan trekke den når som helst.',
    'Fullmakta varer til {Expiration}. Du kan trekkje ho når som helst.',
    'The authority lasts until {Expiration}. You can withdraw it at any time.',
  ),
}

const template = (id: string, changes: Partial<ConsentTemplate> = {}): ConsentTemplate => ({
  ...usual,
  ...changes,
  id,
})

export const demoTemplates: readonly ConsentTemplate[] = [
  template('default'),
  template('sblanesoknad', loan),
  template('sblanesoknad2', loan),
  template('poa', authority),
  template('samtykkemal_simpleconsent', { isMessageSetInRequest: false }),
  template('bst_krav', { isMessageSetInRequest: false, restrictedTo: loan.restrictedTo }),
]
