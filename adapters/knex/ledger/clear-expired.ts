import type { Clock } from '../../../server/ports/clock.ts'
import type { Connection } from '../database/transaction.ts'

const atOnce = 10_000

const browserState = `delete from browser_state where (bucket, hash) in (
  select bucket, hash from browser_state where expires_at < $1 limit ${atOnce})`

/** Whoever polls for one that is over is told so for a day. */
const polled = `delete from polled_authorization where request_id in (
  select request_id from polled_authorization where expires_at < $1::timestamptz - interval '1 day' limit ${atOnce})`

/** By the database's own time, which nobody moves: so are the counts kept. */
const counts = `delete from rate_limit where key in (
  select key from rate_limit where expire < extract(epoch from now()) * 1000 limit ${atOnce})`

/**
 * Removes what strangers can make us keep as soon as it is over, and not only when its day is: authorizations that nobody
 * went on with, and what was counted.
 */
export async function clearExpired(on: Connection, clock: Clock): Promise<void> {
  await inPortions(() => on.write(browserState, [clock.now()]))
  await inPortions(() => on.write(polled, [clock.now()]))
  await inPortions(() => on.write(counts))
}

/** So that no statement takes long. */
async function inPortions(remove: () => Promise<{ readonly count: number }>): Promise<void> {
  while ((await remove()).count === atOnce);
}
