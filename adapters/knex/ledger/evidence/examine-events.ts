import type { NumberedEvent } from '../../../../server/domain/event.ts'
import type { Misfit, MisfitReason } from '../../../../server/domain/ledger.ts'
import type { Examined } from '../../../../server/ports/ledger/evidence.ts'
import type { Connection } from '../../database/transaction.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../../rows/event.ts'
import { genesisHash } from '../event-hash.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { counterMisfit, differsFromCounter, readCounters } from './counters.ts'
import { type FindAttested, readAttested } from './attested-rows.ts'
import { eventMisfit } from './event-misfit.ts'
import { olderFormRule } from './older-form.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const eventsAtOnce = 2000

/** Every event, held against those before it and against what it attests, until the first that does not fit. */
export async function examineEvents(on: Connection, texts: Pick<PrivateTexts, 'keyIn'>): Promise<Examined> {
  const mayBeOlder = await olderFormRule(on)
  const counters = await readCounters(on)
  const counted = counter()
  let before: NumberedEvent | undefined
  for await (const { events, attested } of pages(on, texts)) {
    for (const event of events) {
      const why = linkMisfit(event, before) ?? eventMisfit(event, { attested, mayBeOlder })
      if (why) return { ...counted.sum(), misfit: misfitAt(event, why) }
      if (differsFromCounter(event, counters)) return { ...counted.sum(), misfit: misfitAt(event, 'head') }
      counted.add(event)
      before = event
    }
  }
  const after = await readCounters(on)
  return { ...counted.sum(), misfit: counterMisfit(counted.ends, { before: counters, after }) }
}

export const misfitAt = ({ stream, sequence }: NumberedEvent, why: MisfitReason): Misfit => ({
  table: 'event',
  row: `${stream}/${sequence}`,
  why,
})

/** Whether it follows the one before it, which is of the same feed or the last one of another. */
function linkMisfit(event: NumberedEvent, before: NumberedEvent | undefined): MisfitReason | undefined {
  const last = before?.stream === event.stream ? before : { sequence: 0, hash: genesisHash }
  const follows = event.sequence === last.sequence + 1 && event.previousHash === last.hash
  return follows ? undefined : 'order'
}

function counter() {
  const ends = new Map<string, number>()
  let events = 0
  let older = 0
  let last: Date | undefined
  return {
    /** The last number of every feed. */
    ends,
    add({ stream, sequence, contentHash, at }: NumberedEvent): void {
      events++
      ends.set(stream, sequence)
      if (contentHash !== undefined) return
      older++
      if (!last || at > last) last = at
    },
    sum: (): Omit<Examined, 'misfit'> => ({ events, streams: ends.size, older: { events: older, last } }),
  }
}

const page = `select ${eventColumns} from event where (stream, sequence) > ($1::uuid, $2::bigint)
  order by stream, sequence limit ${eventsAtOnce}`

/** Pages that are fetched while one is looked at. Each takes four connections for a moment. */
const pagesAhead = 2

interface Examinable {
  readonly events: readonly NumberedEvent[]
  readonly attested: FindAttested
}

/** In the order of feeds and numbers. */
async function* pages(on: Connection, texts: Pick<PrivateTexts, 'keyIn'>) {
  const ahead: Promise<Examinable>[] = []
  let last: Pick<NumberedEvent, 'stream' | 'sequence'> | undefined = {
    stream: nil as NumberedEvent['stream'],
    sequence: 0,
  }
  for (;;) {
    while (last && ahead.length < pagesAhead) {
      const rows: readonly EventRow[] = await on.read<EventRow>(page, [last.stream, last.sequence])
      const events = rows.map(toNumberedEvent)
      last = events.at(-1)
      if (last) ahead.push(fetched(readAttested(on, events, texts).then(attested => ({ events, attested }))))
    }
    const next = ahead.shift()
    if (!next) return
    yield await next
  }
}

/** What failed is told to whoever waits for it, and to nobody else. */
function fetched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}
