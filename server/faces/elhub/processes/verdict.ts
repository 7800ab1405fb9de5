import type { BusinessProcess, Place, Verdict, Wish } from './business-process.ts'
import { type Check, firstObjection, inquiry } from './inquiry.ts'

type Described = Pick<BusinessProcess, 'type' | 'purposeId' | 'textVersion'>

interface Plan extends Described {
  readonly checks: readonly Check[]
  /** After all others, for requests only. */
  readonly requestChecks: readonly Check[]
  /** What is kept of the wish beside what every process keeps; the grant shows it, too. */
  readonly kept: (wish: Wish) => Readonly<Record<string, string>>
  readonly grantProperties: readonly string[]
}

/** A business process from its checks in order and what it keeps. */
export const businessProcess = ({ checks, requestChecks, kept, ...described }: Plan): BusinessProcess => ({
  ...described,
  validateDocument: (wish, place) => judge(wish, place, { checks, kept }),
  validateRequest: (wish, place) => judge(wish, place, { checks: [...checks, ...requestChecks], kept }),
})

async function judge(
  wish: Wish,
  place: Place,
  { checks, kept }: Pick<Plan, 'checks' | 'kept'>,
): Promise<Verdict> {
  const examined = inquiry(wish, place)
  const objection = await firstObjection(checks, examined)
  if (objection) return { objection }
  const [point, supplier] = [await examined.meteringPoint(), await examined.supplier()]
  const meterNumber = point === 'not-found' ? undefined : point.meterNumber
  const supplierOrgno = supplier === 'not-found' ? undefined : supplier.orgno
  const proposal = {
    meteringPointId: wish.requestedForMeteringPointId,
    supplierOrgno,
    properties: {
      requestedFromName: wish.requestedFromName,
      requestedForMeteringPointId: wish.requestedForMeteringPointId,
      requestedForMeterNumber: meterNumber ?? '',
      requestedForMeteringPointAddress: wish.requestedForMeteringPointAddress,
      balanceSupplierContractName: wish.balanceSupplierContractName,
      balanceSupplierName: wish.balanceSupplierName,
      ...kept(wish),
    },
  }
  return { proposal }
}
