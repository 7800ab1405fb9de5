import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { annotation } from '../names.ts'

/** What a request shows of itself, in this order. */
export const shownProperties = [
  'requestedFromName',
  'requestedForMeteringPointId',
  'requestedForMeterNumber',
  'requestedForMeteringPointAddress',
  'balanceSupplierContractName',
  'balanceSupplierName',
  'language',
  'moveInDate',
  'redirectURI',
  'textVersion',
] as const

/** What is kept of it besides. */
type OwnProperty = 'type' | 'supplierOrgno' | 'paper' | 'contractStartDate' | 'contractWithdrawalDays'

export type Property = (typeof shownProperties)[number] | OwnProperty

type Annotated = Pick<ConsentRequest, 'annotations'>

export const propertyOf = ({ annotations }: Annotated, name: Property): string | undefined =>
  annotations[annotation(name)]

/** Properties as they are kept; what is not said is not kept. */
export const toAnnotations = (
  properties: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [[annotation(name), value]],
    ),
  )
