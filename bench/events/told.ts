import { summary } from '../load/summary.ts'
import type { Arrival } from './receivers-process.ts'
import type { Withdrawn } from './withdrawn.ts'

/** What each is to hear, in its order. */
export type Wanted = ReadonlyMap<string, readonly Withdrawn[]>

/** What came to each, in the order in which it came. */
export type Arrivals = ReadonlyMap<string, readonly Arrival[]>

export interface Kind {
  readonly name: string
  readonly has: (receiver: string) => boolean
}

export interface Told {
  readonly kind: string
  readonly receivers: number
  readonly events: number
  readonly lost: number
  /** How many came more than once. */
  readonly again: number
  /** How many came first after one that the asker's numbers have later. */
  readonly disordered: number
  /** From just before the commit until it was there, milliseconds, of those that are measured. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
}

interface Telling {
  readonly kinds: readonly Kind[]
  readonly wanted: Wanted
  readonly arrivals: Arrivals
  /** Consents whose withdrawals are timed. */
  readonly measured: ReadonlySet<string>
  /** Milliseconds by which the servers' clock is ahead of the receivers'. */
  readonly ahead: number
}

/** When each came first, by its id, in that order. */
export function firstOf(arrivals: readonly Arrival[] = []): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const { id, at } of arrivals) if (!first.has(id)) first.set(id, at)
  return first
}

/** How it went for each kind of receiver. */
export const toldOf = ({ kinds, wanted, ...rest }: Telling): readonly Told[] =>
  kinds.map(({ name, has }) => {
    const all = [...wanted].filter(([receiver]) => has(receiver)).map(one => ofReceiver(one, rest))
    const sum = (of: (one: OfReceiver) => number) => all.reduce((count, one) => count + of(one), 0)
    const taken = all.flatMap(one => one.taken)
    const { p50, p95, p99 } = summary(taken, 0, 1)
    return {
      kind: name,
      receivers: all.length,
      events: sum(({ events }) => events),
      lost: sum(({ lost }) => lost),
      again: sum(({ again }) => again),
      disordered: sum(({ disordered }) => disordered),
      p50,
      p95,
      p99,
      longest: taken.reduce((most, one) => Math.max(most, one), 0),
    }
  })

type OfReceiver = ReturnType<typeof ofReceiver>

function ofReceiver(
  [receiver, wanted]: [string, readonly Withdrawn[]],
  { arrivals, measured, ahead }: Pick<Telling, 'arrivals' | 'measured' | 'ahead'>,
) {
  const came = arrivals.get(receiver) ?? []
  const first = firstOf(came)
  const nth = new Map([...first.keys()].map((id, place) => [id, place]))
  const there = wanted.filter(({ id }) => first.has(id))
  const taken = there
    .filter(({ grant }) => measured.has(grant))
    .map(({ id, at }) => (first.get(id) ?? 0) + ahead - at)
  return {
    events: wanted.length,
    lost: wanted.length - there.length,
    again: came.length - first.size,
    disordered: disorderIn(there, nth),
    taken,
  }
}

/** Of the events of one asker: those of different askers may come in any order. */
function disorderIn(there: readonly Withdrawn[], nth: ReadonlyMap<string, number>): number {
  let disordered = 0
  for (const ofAsker of Map.groupBy(there, ({ asker }) => asker).values()) {
    let latest = -1
    for (const { id } of ofAsker) {
      const place = nth.get(id) ?? 0
      if (place < latest) disordered++
      latest = Math.max(latest, place)
    }
  }
  return disordered
}
