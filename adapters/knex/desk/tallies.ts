import { type Tallied, tallied } from '../../../server/domain/operators/tally.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Tallies } from '../../../server/ports/desk/tallies.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { fellDueSql } from '../status-sql.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection' | 'transaction'> {
  readonly clock: Clock
}

/** Any number, as long as nobody else in the same database uses it. */
const lockNumber = 7_269_281

const feedsAtOnce = 10
const eventsAtOnce = 2_000
const requestsAtOnce = 10_000

const dayOf = (moment: string): string => `(${moment} at time zone 'Europe/Oslo')::date`

const add = 'on conflict (day, purpose_id, face, what) do update set count = tally.count + excluded.count'

/** A feed's counter is only seen with all events below it, so that none is passed by. $1 is what is counted. */
const countEvents = `with behind as (
    select s.stream, coalesce(m.sequence, 0) as done, least(s.sequence, coalesce(m.sequence, 0) + ${eventsAtOnce}) as upto,
      s.sequence as last
    from event_stream s left join tally_mark m on m.stream = s.stream
    where s.sequence > coalesce(m.sequence, 0) limit ${feedsAtOnce}),
  marked as (
    insert into tally_mark (stream, sequence) select stream, upto from behind
    on conflict (stream) do update set sequence = excluded.sequence),
  counted as (
    insert into tally (day, purpose_id, face, what, count)
    select ${dayOf('e.at')}, coalesce(r.purpose_id, g.purpose_id), coalesce(r.face, g.face), e.type, count(*)
    from behind b join event e on e.stream = b.stream and e.sequence > b.done and e.sequence <= b.upto
      left join consent_request r on r.id = e.request_id left join authorization_grant g on g.id = e.grant_id
    where e.type = any($1::text[]) and coalesce(r.purpose_id, g.purpose_id) is not null
    group by 1, 2, 3, 4 ${add})
  select 1 from behind where upto < last union all select 1 from behind offset ${feedsAtOnce - 1} limit 1`

/**
 * Requests whose time to answer ran out without an answer, some at a time. $1 is now, a minute before which nobody is at
 * answering in time any more.
 */
const countUnanswered = `with since as (
    select coalesce(max(answer_by), '-infinity') as horizon, $1::timestamptz - interval '1 minute' as latest from tally_horizon),
  until as (
    select coalesce((select r.answer_by from consent_request r, since where r.state = 'pending'
      and ${fellDueSql('r', 'since.horizon', 'since.latest')}
      order by r.answer_by offset ${requestsAtOnce} limit 1), since.latest) as horizon from since),
  counted as (
    insert into tally (day, purpose_id, face, what, count)
    select ${dayOf('r.answer_by')}, r.purpose_id, r.face, 'unanswered', count(*)
    from consent_request r, since, until
    where r.state = 'pending' and ${fellDueSql('r', 'since.horizon', 'until.horizon')}
    group by 1, 2, 3 ${add}),
  moved as (
    insert into tally_horizon (answer_by) select until.horizon from until
    on conflict (single) do update set answer_by = greatest(tally_horizon.answer_by, excluded.answer_by))
  select 1 from since, until where until.horizon < since.latest`

interface TallyRow {
  readonly day: string
  readonly purpose_id: string
  readonly face: string
  readonly counts: Readonly<Partial<Record<Tallied, number>>>
}

/** `$3` is the span. */
const read = `select day, purpose_id, face, jsonb_object_agg(what, count) as counts from (
    select to_char(date_trunc($3, t.day::timestamp), 'YYYY-MM-DD') as day, t.purpose_id, t.face, t.what, sum(t.count) as count
    from tally t where t.day between ${dayOf('$1::timestamptz')} and ${dayOf('$2::timestamptz')}
    group by 1, 2, 3, 4) of_span
  group by day, purpose_id, face order by day, purpose_id, face`

export const knexTallies = ({ connection, transaction, clock }: Materials): Tallies => ({
  gather: () =>
    transaction(async on => {
      const { rows } = await on.write<{ alone: boolean }>('select pg_try_advisory_xact_lock($1) as alone', [
        lockNumber,
      ])
      if (!rows[0]?.alone) return true
      const events = await on.write(countEvents, [tallied])
      const requests = await on.write(countUnanswered, [clock.now()])
      return events.rows.length + requests.rows.length === 0
    }),

  async read({ from, to, span }) {
    const rows = await connection().read<TallyRow>(read, [from, to, span])
    return rows.map(({ day, purpose_id: purposeId, face, counts }) => ({ day, purposeId, face, counts }))
  },
})
