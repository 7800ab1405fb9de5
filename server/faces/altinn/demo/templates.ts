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

/** Said of every resource that has no purpose of its own. */
const usualPurpose = text(
  'Opplysningene brukes til å behandle saken din.',
  'Opplysningane blir brukte til å handsame saka di.',
  'The information is used to handle your case.',
)

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
  purpose: usualPurpose,
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

const loanPurpose = text(
  'Opplysningene brukes til å behandle en søknad om lån.',
  'Opplysningane blir brukte til å behandle ein søknad om lån.',
  'The information is used to process an application for a loan.',
)

/** Loan applications of the tax administration and of test departments. */
const loan = { isMessageSetInRequest: false, restrictedTo: ['974761076', '991825827'], purpose: loanPurpose }

const claimsPurpose = text(
  'Opplysningene brukes til å finne ut hva du skylder, og hva du har til gode.',
  'Opplysningane blir brukte til å finne ut kva du skuldar, og kva du har til gode.',
  'The information is used to find out what you owe and what is owed to you.',
)

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
  titleAccepted: {
    person: text(
      'Du har gitt fullmakt til {CoveredBy}',
      'Du har gjeve fullmakt til {CoveredBy}',
      'You have granted authority to {CoveredBy}',
    ),
    organization: text(
      '{OfferedBy} har gitt fullmakt til {CoveredBy}',
      '{OfferedBy} har gjeve fullmakt til {CoveredBy}',
      '{OfferedBy} has granted authority to {CoveredBy}',
    ),
  },
  serviceIntroAccepted: both(
    text('{CoveredBy} kan gjøre dette:', '{CoveredBy} kan gjere dette:', '{CoveredBy} can:'),
  ),
  purpose: text(
    'Fullmakten brukes til å utføre en tjeneste for deg.',
    'Fullmakta blir brukt til å utføre ei teneste for deg.',
    'The authority is used to carry out a service for you.',
  ),
  expiration: text(
    'Fullmakten varer til {Expiration}. Du kan trekke den når som helst.',
    'Fullmakta varer til {Expiration}. Du kan trekkje ho når som helst.',
    'The authority lasts until {Expiration}. You can withdraw it at any time.',
  ),
  expirationOneTime: text(
    'Fullmakten er ment for én gang og varer senest til {Expiration}.',
    'Fullmakta er meint for éin gong og varer seinast til {Expiration}.',
    'The authority is meant for one use and ends {Expiration} at the latest.',
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
  template('bst_krav', { ...loan, purpose: claimsPurpose }),
]
