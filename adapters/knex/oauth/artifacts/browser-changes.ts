import type { Clock } from '../../../../server/ports/clock.ts'
import { dayBucket } from '../../bucket.ts'
import type { Connection } from '../../database/transaction.ts'
import { sha256 } from './token-value.ts'

/** What the engine keeps of a browser. Going on with all but a session is for one request only. */
export type BrowserKind = 'Session' | 'Interaction' | 'PushedAuthorizationRequest'

/** A row of `browser_state` to be kept. */
export interface BrowserRow {
  readonly bucket: number
  readonly hash: Buffer
  readonly kind: string
  readonly face: string
  /** As JSON. */
  readonly payload: unknown
  readonly expiresAt: Date
}

/** What a request changes of a browser's state, by id. */
export interface BrowserChanges {
  readonly put: Map<string, BrowserRow>
  readonly dropped: Map<string, BrowserKind>
}

const statement = `with dropped as (
    delete from browser_state where bucket = any($1) and hash = any($2) returning kind),
  put as (
    insert into browser_state (bucket, hash, kind, face, payload, expires_at)
    select * from unnest($3::int[], $4::bytea[], $5::text[], $6::text[], $7::jsonb[], $8::timestamptz[])
    on conflict (bucket, hash) do update set payload = excluded.payload, expires_at = excluded.expires_at
    returning kind)
  select count(*)::int as taken from dropped where kind <> 'Session'`

/**
 * Keeps the changes, all in one statement. `false` when an interaction or a pushed request that was to be dropped was gone
 * already: somebody else has gone on with it.
 */
export async function keepBrowserChanges(
  { put, dropped }: BrowserChanges,
  { connection, clock }: { connection: () => Connection; clock: Clock },
): Promise<boolean> {
  if (put.size + dropped.size === 0) return true
  const rows = [...put.values()]
  const today = dayBucket(clock.now())
  const { rows: counted } = await connection().write<{ taken: number }>(statement, [
    [today, today + 1],
    [...dropped.keys()].map(sha256),
    rows.map(row => row.bucket),
    rows.map(row => row.hash),
    rows.map(row => row.kind),
    rows.map(row => row.face),
    rows.map(row => JSON.stringify(row.payload)),
    rows.map(row => row.expiresAt),
  ])
  const expected = [...dropped.values()].filter(kind => kind !== 'Session').length
  return counted[0]?.taken === expected
}
