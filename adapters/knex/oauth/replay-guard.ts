import { createHash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type { ReplayGuard } from '../../../server/ports/oauth/replay-guard.ts'
import { dayBucket } from '../bucket.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

/**
 * Each thing is a row in the partition of every day from now until then, so that forgetting is dropping partitions: two
 * uses at times when the first is not forgotten share a day at least, whatever their ends are.
 */
export const knexReplayGuard = ({ connection, clock }: Materials): ReplayGuard => ({
  async burn(words, until) {
    const now = clock.now()
    const [first, last] = [dayBucket(now), Math.max(dayBucket(now), dayBucket(until))]
    const { count } = await connection().write(
      `insert into replay (bucket, hash, expires_at) select bucket, $3::bytea, $4::timestamptz
       from generate_series($1::integer, $2::integer) as bucket on conflict (bucket, hash) do nothing`,
      [first, last, createHash('sha256').update(JSON.stringify(words)).digest(), until],
    )
    return count === last - first + 1
  },
})
