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
import { type Ended, endedTokens } from './ended-tokens.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  readonly ids: Pick<Ids, 'secret'>
  /** Milliseconds for which what was read is kept. */
  readonly freshness?: number
}

/** Places that are tried in one list: when all are taken it is full enough, and the next one begins. */
const triedOfList = 16
const mostTries = 50

const placeStatement = `insert into token_status (bucket, list, idx, grant_id, grant_epoch)
  select $1::int, c.list, c.idx, $2::uuid, $3::int
  from unnest($4::int[], $5::int[]) with ordinality as c(list, idx, nth)
  where not exists (select from token_status t where t.bucket = $1 and t.list = c.list and t.idx = c.idx)
  order by c.nth limit 1
  on conflict do nothing returning list, idx`

const currentStatement = `select h.first, (select max(t.list) from token_status t
    where t.bucket = h.bucket and t.list between h.first and h.last) as newest
  from unnest($1::int[], $2::int[], $3::int[]) as h(bucket, first, last)`

export function knexTokenStatuses({ connection, clock, ids, freshness = 250 }: Materials): TokenStatuses {
  const hours = briefCache<Ended>(freshness)
  const numbers = briefCache<readonly number[]>(freshness)
  const candidates = randomPlaces(ids)
  const readEnded = endedTokens({ connection, clock })
  /** Of each hour, the list that this process has come to. */
  const reached = new Map<number, number>()

  const reach = (hour: number, list: number): void => {
    if (reached.size > 4) reached.clear()
    reached.set(hour, list)
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
      return (await hours.get(String(hourOfStatusList(list).first), () => readEnded(list)))?.get(list)
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

const oneTo = (first: number, last: number | null): readonly number[] =>
  last === null ? [] : Array.from({ length: last - first + 1 }, (_, nth) => first + nth)
