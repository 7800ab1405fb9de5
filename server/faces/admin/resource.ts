import type { OperatorScope } from '../../domain/operators/operations.ts'
import { operatorScopes } from '../../domain/operators/operations.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import type { LocalizedText } from '../../domain/text/text.ts'
import { audienceAt } from './names.ts'

const quarterOfAnHour = 900

/** The API that operators get tokens for. */
export const adminResource = (managementUrl: string): Resource => ({
  audience: audienceAt(managementUrl),
  version: 0,
  name: { nb: 'Administrasjon av samtykke', nn: 'Administrasjon av samtykke', en: 'Management of samtykke' },
  scopes: operatorScopes.map(value => ({ value, text: scopeTexts[value] })),
  token: { format: 'opaque', seconds: quarterOfAnHour },
  revealsIdentity: false,
})

export const scopeTexts: Readonly<Record<OperatorScope, LocalizedText>> = {
  'admin.read': {
    nb: 'Se klienter, samtykketyper, nøkler, innstillinger og tilstand',
    nn: 'Sjå klientar, samtykketypar, nøklar, innstillingar og tilstand',
    en: 'See clients, consent types, keys, settings and health',
  },
  'clients.write': {
    nb: 'Registrere, endre og fjerne klienter',
    nn: 'Registrere, endre og fjerne klientar',
    en: 'Register, change and remove clients',
  },
  'registry.write': {
    nb: 'Skrive og publisere samtykketyper',
    nn: 'Skrive og publisere samtykketypar',
    en: 'Write and publish consent types',
  },
  'rights.read': {
    nb: 'Se hvem som handler for hvem',
    nn: 'Sjå kven som handlar for kven',
    en: 'See who acts for whom',
  },
  'rights.write': {
    nb: 'Registrere og avslutte hvem som handler for hvem',
    nn: 'Registrere og avslutte kven som handlar for kven',
    en: 'Register and end who acts for whom',
  },
  'keys.write': {
    nb: 'Bytte signeringsnøkler',
    nn: 'Byte signeringsnøklar',
    en: 'Change signing keys',
  },
  'consents.support': {
    nb: 'Finne personer og trekke tilbake samtykker for dem',
    nn: 'Finne personar og trekkje tilbake samtykke for dei',
    en: 'Find persons and withdraw consents for them',
  },
  'persons.erase': {
    nb: 'Slette opplysninger om personer',
    nn: 'Slette opplysningar om personar',
    en: 'Erase information about persons',
  },
  'evidence.read': {
    nb: 'Hente bevis for samtykker',
    nn: 'Hente bevis for samtykke',
    en: 'Get evidence of consents',
  },
  'audit.read': {
    nb: 'Se hva operatører har gjort',
    nn: 'Sjå kva operatørar har gjort',
    en: 'See what operators did',
  },
}
