import { feedName } from '../../../server/domain/signals/feed.ts'
import type { ReadProgress } from '../../../server/domain/signals/signal-stream.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { StreamStore } from '../../../server/ports/signals/stream-store.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import {
  noticeContent,
  sealedAuthorization,
  type SignalStreamRow,
  streamColumns,
  toSignalStream,
} from '../rows/signal-stream.ts'
import { aboutStreams, replacing } from './about-streams.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
}

export function knexStreamStore({ connection, transaction, sealer, clock }: Materials): StreamStore {
  const changed = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    (await connection().write(text, values)).count === 1
  const read = async (where: string, values: readonly unknown[]) =>
    (
      await connection().read<SignalStreamRow>(
        `select ${streamColumns} from signal_stream s where ${where}`,
        values,
      )
    ).map(row => toSignalStream(row, sealer))

  return {
    ...aboutStreams({ connection }),

    add: (stream, most) =>
      transaction(async on => {
        const { id, clientId, delivery, status, reason, eventsRequested, description } = stream
        // Streams that are added at the same time are counted one after the other.
        const client = 'select id from client where id = $1 for no key update'
        const { count: clients } = await on.write(client, [clientId])
        if (clients === 0) return false
        const { count } = await on.write(add, [
          id,
          clientId,
          feedName(stream.feed),
          delivery.kind,
          delivery.endpoint,
          ...sealedAuthorization(id, delivery.authorization, sealer),
          eventsRequested,
          description,
          status,
          reason,
          stream.place,
          clock.now(),
          most,
          stream.registeredAs,
        ])
        return count === 1
      }),

    find: async id => (await read('s.id = $1', [id]))[0],

    list: (clientId, kinds) =>
      read('s.client_id = $1 and s.kind = any($2::text[]) order by s.created_at, s.id', [clientId, kinds]),

    change: (id, choose) =>
      transaction(async on => {
        const { rows } = await on.write<SignalStreamRow>(
          `select ${streamColumns} from signal_stream s where s.id = $1 for no key update`,
          [id],
        )
        if (!rows[0]) return undefined
        const stream = toSignalStream(rows[0], sealer)
        const choices = choose(stream)
        const { delivery, eventsRequested, description } = choices
        await on.write(change, [
          id,
          delivery.kind,
          delivery.endpoint,
          ...sealedAuthorization(id, delivery.authorization, sealer),
          eventsRequested,
          description,
          clock.now(),
        ])
        return { ...stream, ...choices }
      }),

    setStatus: (id, { status, reason, place }) =>
      changed(
        `update signal_stream set status = $2, reason = $3, place = coalesce($4, place),
           taken = case when $4::bigint is null then taken else '{}' end,
           moves = moves + case when $4::bigint is null then 0 else 1 end, ${asNew('$5')} where id = $1`,
        [id, status, reason, place, clock.now()],
      ),

    pause: (id, { since }, notice) =>
      changed(pause, [id, since, notice.reason, clock.now(), notice.id, noticeContent(notice), notice.at]),

    advance: (id, from, to) =>
      changed(`update signal_stream set place = $5, taken = $6 where ${asRead}`, [
        id,
        ...named(from),
        to.place,
        to.taken,
      ]),

    skip: (id, from, notice) =>
      changed(skip, [id, ...named(from), notice.place, notice.id, noticeContent(notice), notice.at]),

    remove: id => changed('delete from signal_stream where id = $1', [id]),

    mayVerify: (id, seconds) =>
      changed(
        `update signal_stream set verified_at = $2::timestamptz
         where id = $1 and (verified_at is null or verified_at <= $2::timestamptz - $3 * interval '1 second')`,
        [id, clock.now(), seconds],
      ),
  }
}

/** It is tried at once, as if it had never failed; $n is now. */
const asNew = (now: string): string =>
  `attempts = 0, failing_since = null, next_attempt_at = ${now}, claim = null, claimed_until = null`

/** The stream of the id $1 as it was read. */
const asRead = 'id = $1 and place = $2 and taken = $3::text[] and moves = $4'

const named = ({ place, taken, moves }: ReadProgress) => [place, taken, moves] as const

const pause = `with paused as (
    update signal_stream set status = 'paused', reason = $3, ${asNew('$4')}
    where id = $1 and status = 'enabled' and failing_since = $2::timestamptz returning id),
  ${replacing('paused', '$6')}
  insert into signal_notice (stream, id, about, at) select id, $5::uuid, $6::jsonb, $7::timestamptz from paused`

const skip = `with skipped as (update signal_stream set place = $5, taken = '{}' where ${asRead} returning id),
  ${replacing('skipped', '$7')}
  insert into signal_notice (stream, id, about, at) select id, $6::uuid, $7::jsonb, $8::timestamptz from skipped`

const change = `update signal_stream set kind = $2, endpoint = $3, ciphertext = $4, key_id = $5, events_requested = $6,
    description = $7, ${asNew('$8')} where id = $1`

const add = `insert into signal_stream (id, client_id, feed, kind, endpoint, ciphertext, key_id, events_requested, description,
    status, reason, place, created_at, next_attempt_at, registered_as)
  select $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::bytea, $7::text, $8::text[], $9::text, $10::text, $11::text,
    $12::bigint, $13::timestamptz, $13::timestamptz, $15::text
  where (select count(*) from signal_stream where client_id = $2::text and (kind = 'webhook') = ($4::text = 'webhook'))
    < $14::integer
  on conflict (client_id, registered_as) do nothing`
