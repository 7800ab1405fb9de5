import {
  hourOfStatusList,
  hoursOfStatusLists,
  isPastStatusList,
  statusListOf,
  statusListSize,
} from '../../../server/domain/grants/status-list.ts'
import type { Clock } from '../../../server/ports/clock.ts'
import type { Ids } from '../../../server/ports/ids.ts'
import type { TokenStatuses } from '../../../server/ports/oauth/token-statuses.ts'
import { dayBucket } from '../bucket.ts'
import { briefCache } from '../database/brief-cache.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import { grantStands } from './artifacts/standing-grant.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'secret'>
  /** Milliseconds for which what was read is kept. */
  readonly freshness?: number
}

/** By the numbers of lists. */
type Ended = ReadonlyMap<number, readonly number[]>

/** Places that are tried in one list: when all are taken it is full enough, and the next one begins. */
const triedOfList = 16
const mostTries = 50

const placeStatement = `insert into token_status (bucket, list, idx, grant_id, grant_epoch)
  select $1::int, c.list, c.idx, $2::uuid, $3::int
  from unnest($4::int[], $5::int[]) with ordinality as c(list, idx, nth)
  where not exists (select from token_status t where t.bucket = $1 and t.list = c.list and t.idx = c.idx)
  order by c.nth limit 1
  on conflict do nothing returning list, idx`

/**
 * Of every list of an hour, because whoever asks for one of them soon asks for the others.
 * @NOTE By the grants that have moved since the first token of these lists, which are few, and not by the tokens, which are
 * many. The first condition is the index's own.
 */
const endedStatement = `with
  newest as (select max(t.list) as list from token_status t where t.bucket = $1 and t.list between $2::int and $3::int),
  moved as (select t.list, array_agg(t.idx) as ended
    from authorization_grant g join token_status t on t.grant_id = g.id
    where (g.state <> 'active' or g.epoch > 0) and g.updated_at >= $4::timestamptz
      and t.bucket = $1 and t.list between $2::int and $3::int
      and not (g.epoch = t.grant_epoch and ${grantStands('$5::timestamptz')}) group by t.list)
  select l.list, coalesce(m.ended, '{}'::int[]) as ended
  from newest n cross join lateral generate_series($2::int, n.list) as l(list) left join moved m on m.list = l.list`

const currentStatement = `select h.first, (select max(t.list) from token_status t
    where t.bucket = h.bucket and t.list between h.first and h.last) as newest
  from unnest($1::int[], $2::int[], $3::int[]) as h(bucket, first, last)`

export function knexTokenStatuses({ connection, clock, ids, freshness = 250 }: Materials): TokenStatuses {
  const hours = briefCache<Ended>(freshness)
  const numbers = briefCache<readonly number[]>(freshness)
  const candidates = randomPlaces(ids)
  /** Of each hour, the list that this process has come to. */
  const reached = new Map<number, number>()

  const reach = (hour: number, list: number): void => {
    if (reached.size > 4) reached.clear()
    reached.set(hour, list)
  }

  const endedIn = async (list: number): Promise<Ended> => {
    const { first, last, from } = hourOfStatusList(list)
    const values = [dayBucket(from), first, last, beforeFirstToken(from), clock.now()]
    const rows = await connection().read<{ list: number; ended: readonly number[] }>(endedStatement, values)
    return new Map(rows.map(row => [row.list, row.ended]))
  }

  const current = async (): Promise<readonly number[]> => {
    const now = hoursOfStatusLists(clock.now())
    const buckets = now.map(({ from }) => dayBucket(from))
    const values = [buckets, now.map(({ first }) => first), now.map(({ last }) => last)]
    const rows = await connection().read<{ first: number; newest: number | null }>(currentStatement, values)
    return rows.flatMap(({ first, newest }) => oneTo(first, newest)).toSorted((a, b) => a - b)
  }

  return {
    async place({ grantId, epoch, expiresAt }) {
      const hour = statusListOf(expiresAt, 0)
      for (let tries = 0; tries < mostTries; tries++) {
        const list = reached.get(hour) ?? hour
        const tried = candidates([list, list + 1])
        const { rows } = await connection().writeWhole<{ list: number; idx: number }>(placeStatement, [
          dayBucket(expiresAt),
          grantId,
          epoch,
          tried.map(place => place.list),
          tried.map(place => place.index),
        ])
        const [row] = rows
        reach(hour, row?.list ?? list + 1)
        if (row) return { list: row.list, index: row.idx }
      }
      throw new Error('No status list has a place')
    },

    async ended(list) {
      if (isPastStatusList(list, clock.now())) return undefined
      return (await hours.get(String(hourOfStatusList(list).first), () => endedIn(list)))?.get(list)
    },

    current: async () => (await numbers.get('', current)) ?? [],
  }
}

const randomPlaces =
  (ids: Pick<Ids, 'secret'>) =>
  (lists: readonly number[]): readonly { readonly list: number; readonly index: number }[] =>
    lists.flatMap(list => {
      const bytes = Buffer.from(ids.secret(4 * triedOfList), 'base64url')
      return Array.from({ length: triedOfList }, (_, nth) => ({
        list,
        index: bytes.readUInt32BE(4 * nth) % statusListSize,
      }))
    })

/** Its first token is issued an hour before it expires, and clocks may differ by as much again. */
const beforeFirstToken = (from: Date): Date => new Date(from.getTime() - 2 * 3_600_000)

const oneTo = (first: number, last: number | null): readonly number[] =>
  last === null ? [] : Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
