import { hourOfStatusList } from '../../../server/domain/grants/status-list.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import { dayBucket } from '../bucket.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { grantStands } from './artifacts/standing-grant.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

/** Places of tokens that have ended, by the numbers of their lists. */
export type Ended = ReadonlyMap<number, readonly number[]>

/** What was read of an hour so far. It only grows: no grant comes back, and no epoch. */
interface Known {
  readonly lists: Map<number, Set<number>>
  readonly wholeAt: number
  lookedAt: number
}

/**
 * Longer than a transaction takes from the moment at which a grant ends to its commit: no statement and no pause between two
 * takes longer than ten seconds.
 */
const longestTransaction = 60_000
/** For what took longer than anything should. */
const wholeEvery = 300_000
const mostHours = 4

/**
 * Of every list of an hour, because whoever asks for one of them soon asks for the others.
 * @NOTE By the grants that have moved since $4, which are few, and not by the tokens, which are many. The first condition is
 * the index's own.
 */
const statement = `with
  newest as (select max(t.list) as list from token_status t where t.bucket = $1 and t.list between $2::int and $3::int),
  moved as (select t.list, array_agg(t.idx) as ended
    from authorization_grant g join token_status t on t.grant_id = g.id
    where (g.state <> 'active' or g.epoch > 0) and g.updated_at >= $4::timestamptz
      and t.bucket = $1 and t.list between $2::int and $3::int
      and not (g.epoch = t.grant_epoch and ${grantStands('$5::timestamptz')}) group by t.list)
  select l.list, coalesce(m.ended, '{}'::int[]) as ended
  from newest n cross join lateral generate_series($2::int, n.list) as l(list) left join moved m on m.list = l.list`

/** Reads what has ended of the lists of the hour that a list is of, whole the first time and then what is new. */
export function endedTokens({ connection, clock }: Materials): (list: number) => Promise<Ended> {
  const hours = new Map<number, Known>()

  const knownOf = (hour: number, now: number): Known => {
    const known = hours.get(hour)
    if (known && now - known.wholeAt < wholeEvery) return known
    if (hours.size >= mostHours) hours.clear()
    return { lists: new Map(), wholeAt: now, lookedAt: -Infinity }
  }

  return async list => {
    const { first, last, from } = hourOfStatusList(list)
    const now = clock.now()
    const known = knownOf(first, now.getTime())
    // Time may have been put back.
    const seen = Math.min(known.lookedAt, now.getTime()) - longestTransaction
    const since = new Date(Math.max(beforeFirstToken(from), seen))
    const values = [dayBucket(from), first, last, since, now]
    const rows = await connection().read<{ list: number; ended: readonly number[] }>(statement, values)
    for (const row of rows) addTo(known.lists, row.list, row.ended)
    known.lookedAt = Math.max(known.lookedAt, now.getTime())
    hours.set(first, known)
    return new Map([...known.lists].map(([number, ended]) => [number, [...ended]]))
  }
}

function addTo(lists: Known['lists'], list: number, ended: readonly number[]): void {
  const known = lists.get(list) ?? new Set()
  for (const index of ended) known.add(index)
  lists.set(list, known)
}

/** Its first token is issued an hour before it expires, and clocks may differ by as much again. */
const beforeFirstToken = (from: Date): number => from.getTime() - 2 * 3_600_000
