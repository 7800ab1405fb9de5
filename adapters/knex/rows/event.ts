import type { ConsentRequestId, EventId, GrantId, PartyId } from '../../../server/domain/ids.ts'
import type { EventType, NumberedEvent } from '../../../server/domain/event.ts'

export interface EventRow {
  readonly stream: string
  readonly sequence: string
  readonly id: string
  readonly type: EventType
  readonly request_id: string | null
  readonly grant_id: string | null
  readonly by_party: string | null
  readonly at: Date
  readonly content_hash: string | null
  readonly previous_hash: string
  readonly hash: string
}

export const eventColumns =
  'stream, sequence, id, type, request_id, grant_id, by_party, at, content_hash, previous_hash, hash'

export const toNumberedEvent = (row: EventRow): NumberedEvent => ({
  stream: row.stream as PartyId,
  sequence: Number(row.sequence),
  id: row.id as EventId,
  type: row.type,
  requestId: (row.request_id ?? undefined) as ConsentRequestId | undefined,
  grantId: (row.grant_id ?? undefined) as GrantId | undefined,
  by: (row.by_party ?? undefined) as PartyId | undefined,
  at: row.at,
  contentHash: row.content_hash ?? undefined,
  previousHash: row.previous_hash,
  hash: row.hash,
})
