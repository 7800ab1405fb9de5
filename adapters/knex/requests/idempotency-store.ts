import { createHash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  IdempotencyKey,
  IdempotencyStore,
  KeptAnswer,
} from '../../../server/ports/requests/idempotency-store.ts'
import { dayBucket } from '../bucket.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
}

/**
 * Each answer is a row in the partition of every day from now until it is forgotten, so that forgetting is dropping
 * partitions and two uses of a key share a day at least. Keys are kept as hashes.
 */
export const knexIdempotencyStore = ({ connection, clock }: Materials): IdempotencyStore => ({
  async find(key) {
    const now = clock.now()
    const [row] = await connection().read<KeptAnswer>(
      'select members, answer from idempotency where bucket = $1 and hash = $2 and $3 < expires_at',
      [dayBucket(now), hashOf(key), now],
    )
    return row
  },

  async keep(key, { members, answer }, until) {
    const now = clock.now()
    const [first, last] = [dayBucket(now), Math.max(dayBucket(now), dayBucket(until))]
    const { count } = await connection().write(
      `insert into idempotency as old (bucket, hash, members, answer, expires_at)
       select bucket, $3::bytea, $4::json, $5::json, $6::timestamptz
       from generate_series($1::integer, $2::integer) as bucket
       on conflict (bucket, hash) do update
       set members = excluded.members, answer = excluded.answer, expires_at = excluded.expires_at
       where old.expires_at <= $7`,
      [first, last, hashOf(key), JSON.stringify(members), JSON.stringify(answer), until, now],
    )
    return count === last - first + 1
  },
})

const hashOf = ({ face, caller, key }: IdempotencyKey): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([face, caller, key]))
    .digest()
