import type { Resource } from '../../domain/registry/resource.ts'
import type { LocalizedText } from '../../domain/text/text.ts'
import { type Audiences, type ApiName, apis } from './oauth/audiences.ts'

const hour = 3600

/** The face's APIs as resources. Every token is checked at every use. */
export const resources = (audiences: Audiences): readonly Resource[] =>
  (Object.keys(apis) as ApiName[]).map(name => ({
    audience: audiences[name],
    version: 0,
    name: names[name],
    scopes: apis[name].scopes.map(value => ({ value, text: texts[value] })),
    token: { format: 'opaque', seconds: hour },
    revealsIdentity: name === 'debt',
  }))

const names: Readonly<Record<ApiName, LocalizedText>> = {
  agreement: {
    nb: 'Registrering av samtykker etter avtale',
    nn: 'Registrering av samtykke etter avtale',
    en: 'Registration of consents by agreement',
  },
  feed: { nb: 'Hendelser om samtykker', nn: 'Hendingar om samtykke', en: 'Events about consents' },
  debt: { nb: 'Gjeldsregisteret', nn: 'Gjeldsregisteret', en: 'Debt Register' },
}

const debt: LocalizedText = {
  nb: 'Gjelden din uten sikkerhet: kredittkort, rammekreditter og forbrukslån',
  nn: 'Gjelda di utan tryggleik: kredittkort, rammekredittar og forbrukslån',
  en: 'Your unsecured debt: credit cards, credit facilities and consumer loans',
}

const texts: Readonly<Record<(typeof apis)[ApiName]['scopes'][number], LocalizedText>> = {
  'consent.create': {
    nb: 'Registrere samtykker som er gitt i egen kanal',
    nn: 'Registrere samtykke som er gjevne i eigen kanal',
    en: 'Register consents given in the client’s own channel',
  },
  'client.access.consent.events': {
    nb: 'Lese hendelser om egne samtykker',
    nn: 'Lese hendingar om eigne samtykke',
    en: 'Read events about one’s own consents',
  },
  'debt.unsecured.presentation': debt,
  'debt.unsecured.processing': debt,
}
