import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import type { Claimed, DeliveryQueue } from '../../../server/ports/signals/delivery-queue.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { type SignalStreamRow, streamColumns, toSignalStream } from '../rows/signal-stream.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'open'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

export function knexDeliveryQueue({ connection, sealer, clock, ids }: Materials): DeliveryQueue {
  const now = () => clock.now()
  return {
    async claim({ kinds, most, seconds }) {
      const [waiting] = await connection().read<{ some: boolean }>(
        `select exists (select ${due} and s.kind = any($2::text[])) as some`,
        [now(), kinds],
      )
      if (!waiting?.some) return []
      const claim = ids.uuid()
      const { rows } = await connection().write<SignalStreamRow>(claimDue, [
        now(),
        kinds,
        most,
        claim,
        seconds,
      ])
      return rows.map(row => ({ claim, stream: toSignalStream(row, sealer) }))
    },

    async holds({ stream: { id }, claim }) {
      const text =
        'select claimed_until > $3::timestamptz as holds from signal_stream where id = $1 and claim = $2'
      const [row] = await connection().read<{ holds: boolean }>(text, [id, claim, now()])
      return row?.holds ?? false
    },

    async done(claimed, place) {
      await connection().write(
        `update signal_stream set ${progress}, claim = null, claimed_until = null, attempts = 0, failing_since = null
         where id = $1 and claim = $2`,
        [...named(claimed), place],
      )
    },

    async failed(claimed, place, rest) {
      const { rows } = await connection().write<{ failing_since: Date }>(later, [
        ...named(claimed),
        place,
        now(),
        rest ?? null,
      ])
      return rows[0]?.failing_since
    },

    async failing(seconds) {
      const [row] = await connection().read<{ count: number }>(
        `select count(*)::integer as count from signal_stream
         where failing_since <= $1::timestamptz - $2 * interval '1 second'`,
        [now(), seconds],
      )
      return row?.count ?? 0
    },
  }
}

const named = ({ stream: { id }, claim }: Claimed): readonly [string, string] => [id, claim]

/** $1 is now. */
const due = `from signal_stream s left join feed f on f.name = s.feed
  where s.status = 'enabled' and s.next_attempt_at <= $1::timestamptz
    and (s.claimed_until is null or s.claimed_until <= $1::timestamptz)
    and (coalesce(f.head, 0) > s.place or exists (select from signal_notice n where n.stream = s.id))`

/** $2 is the kinds, $3 how many, $4 the claim, $5 its seconds. */
const claimDue = `with due as (
    select s.id ${due} and s.kind = any($2::text[]) order by s.next_attempt_at limit $3 for update of s skip locked)
  update signal_stream s set claim = $4::uuid, claimed_until = $1::timestamptz + $5 * interval '1 second'
  from due where s.id = due.id returning ${streamColumns}`

/** $3 is how far. */
const progress = `place = greatest(place, $3::bigint), taken = case when $3::bigint > place then '{}' else taken end`

/** After a second, then twice as long each time, a day at most, and not before $5. $4 is now. */
const later = `update signal_stream set ${progress}, claim = null, claimed_until = null,
    attempts = case when $3::bigint > place then 1 else attempts + 1 end,
    failing_since = case when $3::bigint > place then $4::timestamptz else coalesce(failing_since, $4::timestamptz) end,
    next_attempt_at = greatest($5::timestamptz, $4::timestamptz + (0.5 + random() / 2) * interval '1 second'
      * least(power(2, case when $3::bigint > place then 0 else least(attempts, 20) end), 86400))
  where id = $1 and claim = $2 returning failing_since`
