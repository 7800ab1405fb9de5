import { createHash } from 'node:crypto'
import type { Clock } from '../../../server/ports/clock.ts'
import type {
  IdempotencyKey,
  IdempotencyStore,
  KeptAnswer,
} from '../../../server/ports/requests/idempotency-store.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { dayBucket } from '../bucket.ts'
import { idempotencyPlace } from '../rows/places.ts'
import { openJson, sealJson } from '../rows/sealed-json.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly clock: Clock
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly texts: Pick<PrivateTexts, 'plain'>
}

/**
 * Each answer is a row in the partition of every day from now until it is forgotten, so that forgetting is dropping
 * partitions and two uses of a key share a day at least. Keys are kept as hashes, answers sealed: they repeat what was asked
 * about people.
 */
export const knexIdempotencyStore = ({ connection, clock, sealer, texts }: Materials): IdempotencyStore => ({
  async find(key) {
    const now = clock.now()
    const [row] = await connection().read<{ members: unknown; answer: unknown }>(
      'select members, answer from idempotency where bucket = $1 and hash = $2 and $3 < expires_at',
      [dayBucket(now), hashOf(key), now],
    )
    const open = (value: unknown, what: 'members' | 'answer') =>
      openJson(value, { sealer, place: idempotencyPlace(hashOf(key), what) })
    return (
      row && ({ members: open(row.members, 'members'), answer: open(row.answer, 'answer') } as KeptAnswer)
    )
  },

  async keep(key, { members, answer }, until) {
    const now = clock.now()
    const [first, last] = [dayBucket(now), Math.max(dayBucket(now), dayBucket(until))]
    const kept = (value: unknown, what: 'members' | 'answer') =>
      JSON.stringify(
        texts.plain ? value : sealJson(value, { sealer, place: idempotencyPlace(hashOf(key), what) }),
      )
    const { count } = await connection().write(
      `insert into idempotency as old (bucket, hash, members, answer, expires_at)
       select bucket, $3::bytea, $4::json, $5::json, $6::timestamptz
       from generate_series($1::integer, $2::integer) as bucket
       on conflict (bucket, hash) do update
       set members = excluded.members, answer = excluded.answer, expires_at = excluded.expires_at
       where old.expires_at <= $7`,
      [first, last, hashOf(key), kept(members, 'members'), kept(answer, 'answer'), until, now],
    )
    return count === last - first + 1
  },
})

const hashOf = ({ face, caller, key }: IdempotencyKey): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([face, caller, key]))
    .digest()
