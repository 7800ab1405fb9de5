import type { ConsentEvent, NumberedEvent } from '../../server/domain/event.ts'
import { eventHash } from './event-hash.ts'
import { required } from './rows/inconsistent-row.ts'
import type { Connection } from './transaction.ts'

interface Head {
  readonly sequence: string
  readonly head_hash: string
}

/**
 * Numbers events and chains them to their asker's feed. Call it inside a transaction, as its last step: the counter's
 * row stays locked until the commit, so that the order of numbers is the order of commits.
 */
export async function appendEvents(connection: Connection, events: readonly ConsentEvent[]): Promise<void> {
  const streams = [...new Set(events.map(event => event.stream))].sort()
  for (const stream of streams) {
    const own = events.filter(event => event.stream === stream)
    const numbered = await number(connection, own)
    await insert(connection, numbered)
  }
}

async function number(
  connection: Connection,
  events: readonly ConsentEvent[],
): Promise<readonly NumberedEvent[]> {
  const stream = events[0]?.stream ?? ''
  const { rows } = await connection.write<Head>(
    `insert into event_stream (stream, sequence, head_hash) values ($1, $2, repeat('0', 64))
     on conflict (stream) do update set sequence = event_stream.sequence + $2
     returning sequence, head_hash`,
    [stream, events.length],
  )
  const head = required(rows[0], ['event_stream', stream, 'row'])
  const first = Number(head.sequence) - events.length + 1
  let previousHash = head.head_hash
  return events.map((event, index) => {
    const next = { ...event, sequence: first + index, previousHash }
    const hash = eventHash(next)
    previousHash = hash
    return { ...next, hash }
  })
}

const insert = (connection: Connection, events: readonly NumberedEvent[]) =>
  connection.write(
    `with head as (update event_stream set head_hash = $2 where stream = $1)
     insert into event (stream, sequence, id, type, request_id, grant_id, by_party, at, previous_hash, hash)
     select $1, e.sequence, e.id, e.type, e."requestId", e."grantId", e.by, e.at, e."previousHash", e.hash
     from jsonb_to_recordset($3) as e (sequence bigint, id uuid, type text, "requestId" uuid, "grantId" uuid, by uuid,
       at timestamptz, "previousHash" text, hash text)`,
    [events[0]?.stream, events.at(-1)?.hash, JSON.stringify(events)],
  )
