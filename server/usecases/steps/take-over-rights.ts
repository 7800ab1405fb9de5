import type { PartyId } from '../../domain/ids.ts'
import {
  type PartyRight,
  type RegisteredRight,
  type RightSource,
  sameStatement,
  type VouchedRight,
} from '../../domain/rights/party-right.ts'
import { type StatedRight, vouchFor } from '../../domain/rights/stated-right.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PartyRightStore } from '../../ports/parties/party-rights.ts'

interface Ports {
  readonly rights: Pick<PartyRightStore, 'give' | 'standing' | 'idsOf' | 'end'>
  readonly clock: Clock
}

interface List {
  readonly source: RightSource
  readonly stated: readonly StatedRight[]
  /** By number; who is not among them was never seen here. */
  readonly ids: ReadonlyMap<string, PartyId>
  readonly endMissing: boolean
  readonly by: string
  readonly dryRun: boolean
}

/** How many rights of a list. */
export interface TakenOver {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  /** Stand by another source, and stay as they are. */
  readonly elsewhere: number
  /** Stood by this source, and are not in the list. */
  readonly ended: number
}

const perBatch = 1000

/** Brings what a source says up to what it says now. In a dry run only counts. */
export const takeOverRights =
  ({ rights, clock }: Ports) =>
  async ({ source, stated, ids, endMissing, by, dryRun }: List): Promise<TakenOver> => {
    const count = { added: 0, changed: 0, unchanged: 0, elsewhere: 0, ended: 0 }
    const former = new Set(endMissing ? await rights.idsOf(source) : [])
    const now = clock.now()
    for (const batch of batches(stated)) {
      const sides = batch.map(one => sidesOf(one, ids))
      const standing = await standingOf(rights, sides)
      const put: VouchedRight[] = []
      for (const [index, one] of batch.entries()) {
        const before = standing[index]
        if (before) former.delete(before.id)
        const right = sides[index]
        const vouched = right && vouchFor(one, { ...right, source, before, now })
        const what = change(vouched, before)
        count[what]++
        if (vouched && (what === 'added' || what === 'changed')) put.push(vouched)
      }
      if (!dryRun) await rights.give(put, by)
    }
    count.ended = former.size
    for (const batch of dryRun ? [] : batches([...former])) await rights.end(batch, { by, how: 'left_out' })
    return count
  }

function change(
  now: VouchedRight | undefined,
  before: RegisteredRight | undefined,
): Exclude<keyof TakenOver, 'ended'> {
  if (!now || !before) return 'added'
  if (before.source !== now.source) return 'elsewhere'
  return sameStatement(before, now) ? 'unchanged' : 'changed'
}

/** Nothing where one of them was never seen: between them stands nothing. */
function sidesOf(
  { actor, onBehalfOf, resource, action }: StatedRight,
  ids: ReadonlyMap<string, PartyId>,
): PartyRight | undefined {
  const [one, other] = [ids.get(actor.value), ids.get(onBehalfOf.value)]
  return one && other ? { actor: one, onBehalfOf: other, resource, action } : undefined
}

async function standingOf(
  rights: Ports['rights'],
  sides: readonly (PartyRight | undefined)[],
): Promise<readonly (RegisteredRight | undefined)[]> {
  const known = sides.filter(one => one !== undefined)
  const found = (await rights.standing(known)).values()
  return sides.map(one => (one ? found.next().value : undefined))
}

function batches<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / perBatch) }, (_, index) =>
    all.slice(index * perBatch, (index + 1) * perBatch),
  )
}
