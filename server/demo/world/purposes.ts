import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Resource } from '../../domain/registry/resource.ts'
import { toNobody } from './demo-privacy.ts'
import { detailTypes } from './detail-types.ts'
import { energy, finances, insurance } from './resources.ts'

const hour = 3600
const day = 24 * hour
const values = ({ scopes }: Resource) => scopes.map(scope => scope.value)

/** May be used again and again until it ends. */
export const overview: Purpose = {
  id: 'finance-overview',
  version: 0,
  name: {
    nb: 'Oversikt over økonomien din',
    nn: 'Oversikt over økonomien din',
    en: 'An overview of your finances',
  },
  description: {
    nb: 'Opplysningene brukes til å vise deg en oppdatert oversikt over økonomien din.',
    nn: 'Opplysningane blir brukte til å vise deg ei oppdatert oversikt over økonomien din.',
    en: 'The information is used to show you an up-to-date overview of your finances.',
  },
  whenDeclined: {
    nb: 'Sier du nei, får du ingen oversikt. Kundeforholdet ditt blir ikke berørt.',
    nn: 'Seier du nei, får du inga oversikt. Kundeforholdet ditt blir ikkje påverka.',
    en: 'If you decline, you get no overview. Nothing else changes for you as a customer.',
  },
  permissions: [...values(finances), ...values(insurance)],
  identityScopes: ['profile', 'pid'],
  detailTypes: detailTypes.map(({ id }) => id),
  singleUse: false,
  defaultSeconds: 30 * day,
  longestSeconds: 365 * day,
  loginLevel: 'substantial',
  privacy: {
    ...toNobody,
    retention: {
      nb: 'Slettes senest 30 dager etter at samtykket er over.',
      nn: 'Blir sletta seinast 30 dagar etter at samtykket er over.',
      en: 'Deleted no later than 30 days after the consent has ended.',
    },
  },
}

/** Good for one look, within the hour, after a login at the highest level. */
export const loanApplication: Purpose = {
  id: 'loan-application',
  version: 0,
  name: { nb: 'Behandle lånesøknaden din', nn: 'Behandle lånesøknaden din', en: 'Your loan application' },
  description: {
    nb: 'Opplysningene brukes én gang, til å vurdere lånesøknaden du har sendt.',
    nn: 'Opplysningane blir brukte éin gong, til å vurdere lånesøknaden du har sendt.',
    en: 'The information is used once, to assess the loan application you have sent.',
  },
  whenDeclined: {
    nb: 'Sier du nei, må du sende dokumentasjonen selv før søknaden kan behandles.',
    nn: 'Seier du nei, må du sende dokumentasjonen sjølv før søknaden kan behandlast.',
    en: 'If you decline, you must send the documents yourself before the application can be processed.',
  },
  permissions: values(finances),
  identityScopes: ['profile', 'pid'],
  detailTypes: detailTypes.map(({ id }) => id),
  singleUse: true,
  defaultSeconds: hour,
  longestSeconds: day,
  loginLevel: 'high',
  privacy: {
    ...toNobody,
    retention: {
      nb: 'Slettes seks måneder etter at søknaden er avgjort.',
      nn: 'Blir sletta seks månader etter at søknaden er avgjord.',
      en: 'Deleted six months after the application is decided.',
    },
  },
}

export const energyAdvice: Purpose = {
  id: 'energy-advice',
  version: 0,
  name: { nb: 'Råd om strømforbruk', nn: 'Råd om straumforbruk', en: 'Advice on electricity use' },
  description: {
    nb: 'Opplysningene brukes til å gi deg råd om strømforbruket ditt.',
    nn: 'Opplysningane blir brukte til å gje deg råd om straumforbruket ditt.',
    en: 'The information is used to give you advice on your electricity use.',
  },
  whenDeclined: {
    nb: 'Sier du nei, får du ingen råd. Strømavtalen din blir ikke berørt.',
    nn: 'Seier du nei, får du ingen råd. Straumavtalen din blir ikkje påverka.',
    en: 'If you decline, you get no advice. Your contract is not affected.',
  },
  permissions: values(energy),
  identityScopes: [],
  singleUse: false,
  defaultSeconds: 7 * day,
  longestSeconds: 90 * day,
  loginLevel: 'substantial',
  privacy: {
    ...toNobody,
    retention: {
      nb: 'Slettes når du har fått rådene, senest etter 90 dager.',
      nn: 'Blir sletta når du har fått råda, seinast etter 90 dagar.',
      en: 'Deleted when you have had the advice, after 90 days at the latest.',
    },
  },
}

export const purposes: readonly Purpose[] = [overview, loanApplication, energyAdvice]
