import type { PartyId } from '../../../../server/domain/ids.ts'
import type { RevokeReason } from '../../../../server/domain/grants/authorization-grant.ts'
import type { Scope } from '../../../../server/domain/registry/scope.ts'
import type { GivenDetail } from '../../../../server/domain/signals/consent-signal.ts'
import type { FeedEntry } from '../../../../server/ports/ledger/feeds.ts'
import { detailTypesPart, joinDetailAudiences } from './detail-audiences.ts'
import { type EventRow, toNumberedEvent } from '../../rows/event.ts'

interface FeedEntryRow extends EventRow {
  readonly place: string
  readonly purpose_id: string
  readonly purpose_version: number
  readonly handled_by: string | null
  readonly valid_from: Date | null
  readonly valid_to: Date | null
  readonly end_reason: RevokeReason | null
  readonly by_person: boolean | null
  readonly face: string | null
  readonly granted_by: PartyId | null
  readonly scopes: readonly Scope[] | null
  readonly on_behalf_of: PartyId | null
  readonly details: readonly GivenDetail[] | null
}

/** What comes after place $2 of the feed named $1, with what is not about the person, $3 at most. */
export const selectEntries = `with ${detailTypesPart}
  select n.place, e.stream, e.sequence, e.id, e.type, e.request_id, e.grant_id, e.by_party, e.at,
    e.content_hash, e.previous_hash, e.hash, coalesce(g.purpose_id, r.purpose_id) as purpose_id,
    coalesce(g.purpose_version, r.purpose_version) as purpose_version, coalesce(g.handled_by, r.handled_by) as handled_by,
    g.valid_from, g.valid_to, g.end_reason, e.by_party = g.granted_for as by_person, g.face, g.granted_by,
    case when e.type = 'accepted' then (
      select jsonb_agg(jsonb_build_object('permission', s.permission, 'resourceType', s.resource_type,
        'resourceId', s.resource_id) order by s.ordinal) from grant_scope s where s.grant_id = e.grant_id) end as scopes,
    u.on_behalf_of,
    case when e.type = 'accepted' and g.details <> '[]' then (
      select jsonb_agg(jsonb_build_object('type', d.value ->> 'type', 'audience', a.audience))
      from (values (1)) one ${joinDetailAudiences('g.details')}) end as details
  from (
      select place, stream, sequence from feed_entry
      where feed = (select id from feed where name = $1) and place > $2 order by place limit $3) n
    join event e on e.stream = n.stream and e.sequence = n.sequence
    left join authorization_grant g on g.id = e.grant_id
    left join consent_request r on r.id = case when g.id is null then e.request_id end
    left join grant_use u on e.type = 'used' and u.id = e.id
  order by n.place`

export type { FeedEntryRow }

export function toFeedEntry(row: FeedEntryRow): FeedEntry {
  const { id, type, stream, requestId, grantId, by, at, sequence } = toNumberedEvent(row)
  return {
    place: Number(row.place),
    event: {
      id,
      type,
      stream,
      requestId,
      grantId,
      by,
      at,
      sequence,
      purpose: { id: row.purpose_id, version: row.purpose_version },
      handledBy: (row.handled_by ?? undefined) as PartyId | undefined,
      validity: row.valid_from && row.valid_to ? { from: row.valid_from, to: row.valid_to } : undefined,
      scopes: row.scopes ?? [],
      onBehalfOf: row.on_behalf_of ?? undefined,
      details: row.details ?? [],
      giver: row.face && row.granted_by ? { face: row.face, party: row.granted_by } : undefined,
      revoked: row.end_reason ? { by: row.end_reason, byPerson: row.by_person === true } : undefined,
    },
  }
}
