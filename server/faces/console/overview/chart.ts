import type { Tallied, Tally } from '../../../domain/operators/tally.ts'

/** One bar of a picture that is 100 high and as wide as it has bars. */
export interface Bar {
  readonly day: string
  readonly count: number
  readonly height: number
}

export interface Chart {
  readonly what: Tallied
  readonly total: number
  readonly most: number
  readonly bars: readonly Bar[]
}

const tallest = 100

/** How much of one kind there was in each step, of all purposes and faces together. */
export function chartOf(what: Tallied, tallies: readonly Tally[], steps: readonly string[]): Chart {
  const counts = new Map<string, number>()
  for (const { day, counts: counted } of tallies)
    counts.set(day, (counts.get(day) ?? 0) + (counted[what] ?? 0))
  const inOrder = steps.map(day => ({ day, count: counts.get(day) ?? 0 }))
  const most = Math.max(0, ...inOrder.map(({ count }) => count))
  return {
    what,
    total: inOrder.reduce((sum, { count }) => sum + count, 0),
    most,
    bars: inOrder.map(one => ({ ...one, height: most === 0 ? 0 : round((one.count / most) * tallest) })),
  }
}

const round = (value: number): number => Math.round(value * 10) / 10

interface Total {
  readonly purposeId: string
  readonly face: string
  readonly counts: Readonly<Record<Tallied, number>>
}

/** How much of each kind there was for each purpose by each face, those with most first. */
export function totalsOf(kinds: readonly Tallied[], tallies: readonly Tally[]): readonly Total[] {
  const groups = Map.groupBy(tallies, ({ purposeId, face }) => `${purposeId} ${face}`)
  const totals = [...groups.values()].map(group => ({
    purposeId: group[0]!.purposeId,
    face: group[0]!.face,
    counts: Object.fromEntries(
      kinds.map(kind => [kind, group.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0)]),
    ) as Record<Tallied, number>,
  }))
  return totals.toSorted((a, b) => b.counts.requested - a.counts.requested)
}
