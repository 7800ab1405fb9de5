import type { ConsentEvent } from '../../../server/domain/event.ts'
import { type Attested, contentOf } from '../../../server/domain/evidence.ts'
import { hashedSuffix } from '../../../server/domain/ledger-proof.ts'
import { contentHash, genesisHash } from './event-hash.ts'
import type { Connection } from '../database/transaction.ts'

const parameters = 9
/** Of an event, in the order in which both ways of appending fill them. */
export const eventRowColumns =
  'stream, sequence, id, type, request_id, grant_id, by_party, at, content_hash, previous_hash, hash'

/** The twin of `eventHash`. */
export const hashSql = (
  of: Readonly<Record<'previous' | 'stream' | 'sequence' | 'suffix', string>>,
): string =>
  `encode(sha256(convert_to('["' || ${of.previous} || '","' || ${of.stream} || '",' || ${of.sequence} || ',' ||
     ${of.suffix}, 'UTF8')), 'hex')`

/** The last parts of a statement that appends one event, whose values begin at `$first`, once for the row of `source`. */
export function eventParts(
  first: number,
  source: string,
): { readonly counter: string; readonly insert: string } {
  const [stream, id, type, request, grant, by, at, suffix, content] = Array.from(
    { length: parameters },
    (_, index) => `$${first + index}`,
  )
  const hash = (previous: string, sequence: string) =>
    hashSql({ previous, stream: `${stream}::uuid`, sequence, suffix: `${suffix}::text` })
  return {
    counter: `counter as (
      insert into event_stream (stream, sequence, previous_hash, head_hash)
      select ${stream}::uuid, 1, '${genesisHash}', ${hash(`'${genesisHash}'`, '1')} from ${source}
      on conflict (stream) do update set sequence = event_stream.sequence + 1,
        previous_hash = event_stream.head_hash,
        head_hash = ${hash('event_stream.head_hash', '(event_stream.sequence + 1)')}
      returning sequence, previous_hash, head_hash)`,
    insert: `insert into event (${eventRowColumns})
      select ${stream}::uuid, sequence, ${id}::uuid, ${type}::text, ${request}::uuid, ${grant}::uuid, ${by}::uuid,
        ${at}::timestamptz, ${content}::text, previous_hash, head_hash from counter`,
  }
}

/** An event attests what it is about, as it is from then on. */
export function eventValues(event: ConsentEvent, attested: Attested): readonly unknown[] {
  const content = contentHash(contentOf(event.type, attested))
  return [
    event.stream,
    event.id,
    event.type,
    event.requestId,
    event.grantId,
    event.by,
    event.at,
    hashedSuffix(event, content),
    content,
  ]
}

const { counter, insert } = eventParts(1, '(select 1) as once')
const appendStatement = `with ${counter} ${insert}`

/**
 * Numbers events and chains them to their asker's feed. Call it as the last step of a transaction: the counter's row
 * stays locked until the commit, so that the order of numbers is the order of commits.
 */
export async function appendEvents(
  connection: Connection,
  events: readonly ConsentEvent[],
  attested: Attested,
): Promise<void> {
  const inOrderOfStreams = events.toSorted((a, b) => (a.stream < b.stream ? -1 : Number(a.stream > b.stream)))
  for (const event of inOrderOfStreams) await connection.write(appendStatement, eventValues(event, attested))
}
