import type { GrantId } from '../../../server/domain/ids.ts'
import type { GrantUse } from '../../../server/domain/grants/grant-use.ts'

export interface GrantUseRow {
  readonly grant_id: string
  readonly used_at: Date
  readonly client_id: string
  readonly what: string
  readonly trace_id: string | null
}

export const grantUseColumns = 'grant_id, used_at, client_id, what, trace_id'

export const toGrantUse = (row: GrantUseRow): GrantUse => ({
  grantId: row.grant_id as GrantId,
  at: row.used_at,
  clientId: row.client_id,
  what: row.what,
  traceId: row.trace_id ?? undefined,
})
