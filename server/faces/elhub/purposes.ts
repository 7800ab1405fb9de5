import type { Purpose } from '../../domain/requests/purpose.ts'
import type { LocalizedText } from '../../domain/text/text.ts'
import type { ProcessType } from './names.ts'
import { processTypes } from './names.ts'
import { processes } from './processes/index.ts'

const year = 366 * 24 * 3600

/** A purpose for each business process, good for one use. */
export const purposes = (): readonly Purpose[] =>
  processTypes.map(type => ({
    ...wordings[type],
    id: processes[type].purposeId,
    version: 0,
    permissions: [type],
    singleUse: true,
    defaultSeconds: year,
    longestSeconds: year,
    loginLevel: 'substantial',
  }))

interface Wording {
  readonly name: LocalizedText
  readonly description: LocalizedText
  readonly whenDeclined: LocalizedText
}

const wordings: Readonly<Record<ProcessType, Wording>> = {
  ChangeOfBalanceSupplierForPerson: {
    name: { nb: 'Bytte strømleverandør', nn: 'Byte straumleverandør', en: 'Changing electricity supplier' },
    description: {
      nb: 'Leverandøren kan melde at den skal levere strømmen på målepunktet ditt. Samtykket viser at du har inngått avtalen.',
      nn: 'Leverandøren kan melde at han skal levere straumen på målepunktet ditt. Samtykket viser at du har inngått avtalen.',
      en: 'The supplier may report that it is to deliver the electricity at your metering point. The consent shows that you have made the contract.',
    },
    whenDeclined: {
      nb: 'Sier du nei, blir leverandørbyttet ikke gjennomført. Du beholder leverandøren du har.',
      nn: 'Seier du nei, blir leverandørbytet ikkje gjennomført. Du held fram med leverandøren du har.',
      en: 'If you decline, the change is not carried out. You keep the supplier that you have.',
    },
  },
  MoveInAndChangeOfBalanceSupplierForPerson: {
    name: {
      nb: 'Melde innflytting og velge strømleverandør',
      nn: 'Melde innflytting og velje straumleverandør',
      en: 'Reporting that you move in and choosing an electricity supplier',
    },
    description: {
      nb: 'Leverandøren kan melde at du flytter inn, og at den skal levere strømmen på målepunktet. Samtykket viser at du har inngått avtalen.',
      nn: 'Leverandøren kan melde at du flyttar inn, og at han skal levere straumen på målepunktet. Samtykket viser at du har inngått avtalen.',
      en: 'The supplier may report that you move in and that it is to deliver the electricity at the metering point. The consent shows that you have made the contract.',
    },
    whenDeclined: {
      nb: 'Sier du nei, blir innflyttingen ikke meldt, og leverandøren leverer ikke strøm til deg.',
      nn: 'Seier du nei, blir innflyttinga ikkje meld, og leverandøren leverer ikkje straum til deg.',
      en: 'If you decline, your moving in is not reported and the supplier does not deliver electricity to you.',
    },
  },
}
