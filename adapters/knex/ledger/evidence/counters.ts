import type { Misfit } from '../../../../server/domain/ledger.ts'
import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { Connection } from '../../database/transaction.ts'

interface CounterRow {
  readonly stream: string
  readonly sequence: string
  readonly previous_hash: string
  readonly head_hash: string
}

type Counters = ReadonlyMap<string, CounterRow>

/** Where every feed ends, as its counter says. */
export async function readCounters(on: Connection): Promise<Counters> {
  const rows = await on.read<CounterRow>(
    'select stream, sequence, previous_hash, head_hash from event_stream',
  )
  return new Map(rows.map(row => [row.stream, row]))
}

/** Whether an event is not the one that its feed's counter had seen last, when it is at that place. */
export function differsFromCounter(event: NumberedEvent, counters: Counters): boolean {
  const counter = counters.get(event.stream)
  if (!counter || Number(counter.sequence) !== event.sequence) return false
  return counter.head_hash !== event.hash || counter.previous_hash !== event.previousHash
}

/**
 * The first feed that does not end where its counter says: its last event was seen after the counters were read `before`,
 * and before they were read `after`.
 */
export function counterMisfit(
  seen: ReadonlyMap<string, number>,
  { before, after }: { readonly before: Counters; readonly after: Counters },
): Misfit | undefined {
  const streams = new Set([...before.keys(), ...seen.keys()])
  const wrong = [...streams].sort().find(stream => {
    const last = seen.get(stream) ?? 0
    return last < Number(before.get(stream)?.sequence ?? 0) || last > Number(after.get(stream)?.sequence ?? 0)
  })
  return wrong === undefined ? undefined : { table: 'event_stream', row: wrong, why: 'head' }
}
