import type { MeteringPoint } from '../../../ports/market/metering-point-registry.ts'
import type { BalanceSupplier } from '../../../ports/market/organization-registry.ts'
import type { Objection, Place, Wish } from './business-process.ts'

/** A wish under examination. Each register is asked when the first check needs it, and once. */
export interface Inquiry {
  readonly wish: Wish
  readonly place: Place
  readonly meteringPoint: () => Promise<MeteringPoint | 'not-found'>
  readonly supplier: () => Promise<BalanceSupplier | 'not-found'>
}

/** Says what is wrong; nothing when it is right. Throws when a register cannot say. */
export type Check = (inquiry: Inquiry) => Promise<Objection | undefined> | Objection | undefined

export const invalid = (code: string, detail: string): Objection => ({ kind: 'validation', code, detail })

export const absent = (code: string, detail: string): Objection => ({ kind: 'not-found', code, detail })

export function inquiry(wish: Wish, place: Place): Inquiry {
  const { market, trace } = place
  return {
    wish,
    place,
    meteringPoint: once(() =>
      market.meteringPoints.get({
        meteringPointId: wish.requestedForMeteringPointId,
        endUserId: wish.requestedFrom.id,
        traceId: trace,
      }),
    ),
    supplier: once(() => market.organizations.getParty(wish.requestedBy.id, trace)),
  }
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}

/** The first objection in the order of the checks. */
export async function firstObjection(
  checks: readonly Check[],
  examined: Inquiry,
): Promise<Objection | undefined> {
  for (const check of checks) {
    const objection = await check(examined)
    if (objection) return objection
  }
  return undefined
}
