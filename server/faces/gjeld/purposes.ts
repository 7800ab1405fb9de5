import type { Purpose } from '../../domain/requests/purpose.ts'
import type { LocalizedText } from '../../domain/text/text.ts'
import { type DebtScope, debtScopes } from './names.ts'

const day = 24 * 3600
const singleUseSeconds = 600

interface Wording {
  readonly name: LocalizedText
  readonly description: LocalizedText
  readonly whenDeclined: LocalizedText
}

/** The longest that a consent for each purpose may last, in days. */
export const mostDays: Readonly<Record<DebtScope, number>> = {
  'debt.unsecured.presentation': 365,
  'debt.unsecured.processing': 28,
}

/** The purpose that a consent for this scope is registered under: for one look-up, or for a number of days. */
export const purposeId = (scope: DebtScope, length: 'once' | 'days'): string =>
  length === 'once' ? scope : `${scope}.days`

/** The purposes of the face: two for each scope, as a consent is good for one look-up or for days. */
export const purposes = (): readonly Purpose[] =>
  debtScopes.flatMap(scope => [
    purpose(scope, {
      id: purposeId(scope, 'once'),
      singleUse: true,
      defaultSeconds: singleUseSeconds,
      longestSeconds: singleUseSeconds,
    }),
    purpose(scope, {
      id: purposeId(scope, 'days'),
      singleUse: false,
      defaultSeconds: day,
      longestSeconds: mostDays[scope] * day,
    }),
  ])

type Length = Pick<Purpose, 'id' | 'singleUse' | 'defaultSeconds' | 'longestSeconds'>

const purpose = (scope: DebtScope, length: Length): Purpose => ({
  ...wordings[scope],
  ...length,
  version: 0,
  permissions: [scope],
  loginLevel: 'substantial',
})

const wordings: Readonly<Record<DebtScope, Wording>> = {
  'debt.unsecured.presentation': {
    name: { nb: 'Vise deg gjelden din', nn: 'Vise deg gjelda di', en: 'Showing you your debt' },
    description: {
      nb: 'Opplysningene skal bare vises til deg. De kan ikke brukes til å vurdere en søknad.',
      nn: 'Opplysningane skal berre visast til deg. Dei kan ikkje brukast til å vurdere ein søknad.',
      en: 'The information is only to be shown to you. It may not be used to assess an application.',
    },
    whenDeclined: {
      nb: 'Sier du nei, blir ingenting hentet, og du får ikke se gjelden din her.',
      nn: 'Seier du nei, blir ingenting henta, og du får ikkje sjå gjelda di her.',
      en: 'If you decline, nothing is fetched and you will not see your debt here.',
    },
  },
  'debt.unsecured.processing': {
    name: {
      nb: 'Vurdere søknaden din om lån eller kreditt',
      nn: 'Vurdere søknaden din om lån eller kreditt',
      en: 'Assessing your application for a loan or credit',
    },
    description: {
      nb: 'Opplysningene brukes til å vurdere søknaden din, også om refinansiering.',
      nn: 'Opplysningane blir brukte til å vurdere søknaden din, også om refinansiering.',
      en: 'The information is used to assess your application, also for refinancing.',
    },
    whenDeclined: {
      nb: 'Sier du nei, blir ingenting hentet. Du kan bli bedt om å dokumentere gjelden på en annen måte.',
      nn: 'Seier du nei, blir ingenting henta. Du kan bli beden om å dokumentere gjelda på ein annan måte.',
      en: 'If you decline, nothing is fetched. You may be asked to document your debt in another way.',
    },
  },
}
