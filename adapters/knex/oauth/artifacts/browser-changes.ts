import type { Clock } from '../../../../server/ports/clock.ts'
import { dayBucket } from '../../bucket.ts'
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

export const noBrowserChanges = (): BrowserChanges => ({ put: new Map(), dropped: new Map() })

/**
 * Parts `dropped` and `put` of a statement, from $1 on. `taken` says in SQL whether everything that only one request may go
 * on with was still there.
 */
export const browserParts = {
  size: 9,
  sql: `dropped as (
    delete from browser_state where bucket = any($1) and hash = any($2) returning kind),
  put as (
    insert into browser_state (bucket, hash, kind, face, payload, expires_at)
    select * from unnest($3::int[], $4::bytea[], $5::text[], $6::text[], $7::jsonb[], $8::timestamptz[])
    on conflict (bucket, hash) do update set payload = excluded.payload, expires_at = excluded.expires_at
    returning kind)`,
  taken: `(select count(*) = $9::int from dropped where kind <> 'Session')`,

  values({ put, dropped }: BrowserChanges, { clock }: { readonly clock: Clock }): readonly unknown[] {
    const rows = [...put.values()]
    const today = dayBucket(clock.now())
    return [
      [today, today + 1],
      [...dropped.keys()].map(sha256),
      rows.map(row => row.bucket),
      rows.map(row => row.hash),
      rows.map(row => row.kind),
      rows.map(row => row.face),
      rows.map(row => JSON.stringify(row.payload)),
      rows.map(row => row.expiresAt),
      [...dropped.values()].filter(kind => kind !== 'Session').length,
    ]
  },
}
