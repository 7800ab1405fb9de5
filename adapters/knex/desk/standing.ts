import type { Standing } from '../../../server/domain/operators/findings.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { StandingReader } from '../../../server/ports/desk/standing.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { partitionGauges } from '../ledger/partition-gauges.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

interface Waiting {
  readonly waiting: number
  readonly since: Date | null
}

/** The first event that is in no feed yet is the oldest of its asker. */
const feeds = `select coalesce(sum(b.waiting), 0)::float8 as waiting, min(e.at) as since
  from (select s.stream, coalesce(m.sequence, 0) as done, s.sequence - coalesce(m.sequence, 0) as waiting
    from event_stream s left join feed_mark m on m.stream = s.stream where s.sequence > coalesce(m.sequence, 0)) b
  join event e on e.stream = b.stream and e.sequence = b.done + 1`

interface DeliveryRow {
  readonly streams: number
  readonly waiting: number
  readonly failing: number
  readonly failing_since: Date | null
}

const deliveries = `select count(*)::int as streams, count(*) filter (where s.failing_since is not null)::int as failing,
    coalesce(sum(greatest(f.head - s.place, 0)), 0)::float8 as waiting, min(s.failing_since) as failing_since
  from signal_stream s left join feed f on f.name = s.feed where s.status = 'enabled'`

const mails = `select count(*)::int as waiting, min(next_attempt_at) as since from notice
  where sent_at is null and given_up_at is null and next_attempt_at <= $1`

interface KeyRow {
  readonly name: string
  readonly since: Date
}

const keys = `select alg as name, max(active_from) as since from signing_key
    where retired_at is null and active_from <= $1 group by alg
  union all select 'master', max(active_from) from master_key where active_from <= $1 having max(active_from) is not null
  order by name`

const uncounted = `select coalesce(sum(s.sequence - coalesce(m.sequence, 0)), 0)::float8 as waiting
  from event_stream s left join tally_mark m on m.stream = s.stream`

/** As the database tells it, by a look at each of the small tables. */
export function knexStanding({ connection, clock }: Materials): StandingReader {
  const gauges = partitionGauges({ connection, clock })
  const one = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row> =>
    (await connection().read<Row>(text, values))[0]!
  return {
    async read(): Promise<Standing> {
      const now = clock.now()
      const [fed, delivered, mailed, keyRows, strayRows, aheadSeconds, anchor, counted] = await Promise.all([
        one<Waiting>(feeds),
        one<DeliveryRow>(deliveries),
        one<Waiting>(mails, [now]),
        connection().read<KeyRow>(keys, [now]),
        gauges.defaultPartitionRows(),
        gauges.partitionAheadSeconds(),
        one<{ readonly at: Date | null }>('select max(at) as at from ledger_anchor'),
        one<{ readonly waiting: number }>(uncounted),
      ])
      return {
        feeds: { waiting: fed.waiting, since: fed.since ?? undefined },
        deliveries: {
          streams: delivered.streams,
          waiting: delivered.waiting,
          failing: delivered.failing,
          failingSince: delivered.failing_since ?? undefined,
        },
        mails: { waiting: mailed.waiting, since: mailed.since ?? undefined },
        keys: keyRows,
        partitions: { strayRows, aheadSeconds },
        anchoredAt: anchor.at ?? undefined,
        uncounted: counted.waiting,
      }
    },
  }
}
