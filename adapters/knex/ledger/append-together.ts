import type { Connection } from '../database/transaction.ts'
import { eventRowColumns, eventValues, hashSql } from './append-events.ts'
import { genesisHash } from './event-hash.ts'
import type { Told } from './change.ts'

/** @NOTE The counter is locked as late as can be: by what reads it, and not before. */
const append = `with recursive held as (
    select sequence, head_hash from event_stream where stream = $1 for no key update),
  told as (
    select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::timestamptz[], $8::text[], $9::text[])
      with ordinality as t (id, type, request_id, grant_id, by_party, at, suffix, content_hash, nth)),
  chained as (
    select 0::bigint as nth, sequence, '' as previous_hash, head_hash as hash from held
    union all
    select t.nth, c.sequence + 1, c.hash, ${hashSql({
      previous: 'c.hash',
      stream: '$1::uuid',
      sequence: '(c.sequence + 1)',
      suffix: 't.suffix',
    })}
    from chained c join told t on t.nth = c.nth + 1),
  counted as (
    update event_stream s set sequence = c.sequence, previous_hash = c.previous_hash, head_hash = c.hash
    from (select * from chained order by nth desc limit 1) c where s.stream = $1)
  insert into event (${eventRowColumns})
  select $1::uuid, c.sequence, t.id, t.type, t.request_id, t.grant_id, t.by_party, t.at, t.content_hash, c.previous_hash, c.hash
  from chained c join told t using (nth)`

const begin = `insert into event_stream (stream, sequence, previous_hash, head_hash)
  values ($1, 0, '${genesisHash}', '${genesisHash}') on conflict (stream) do nothing`

/**
 * As `appendEvents` for events of one asker, at least one, in one statement: numbered in the order in which they are given.
 */
export async function appendTogether(on: Connection, told: readonly Told[]): Promise<void> {
  const rows = told.map(({ event, attested }) => eventValues(event, attested))
  const [stream, ...columns] = (rows[0] ?? []).map((_, column) => rows.map(row => row[column]))
  const values = [stream?.[0], ...columns]
  const { count } = await on.write(append, values)
  if (count > 0) return
  await on.write(begin, [stream?.[0]])
  await on.write(append, values)
}
