import type { PartyId } from '../../../../server/domain/ids.ts'
import type { RevokeReason } from '../../../../server/domain/grants/authorization-grant.ts'
import type { Scope } from '../../../../server/domain/registry/scope.ts'
import type { GivenDetail } from '../../../../server/domain/signals/consent-signal.ts'
import type { FeedEntry } from '../../../../server/ports/ledger/feeds.ts'
import { scopesJson } from '../../rows/authorization-grant.ts'
import { isMadeBy } from '../../rows/former-grant.ts'
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
  readonly apis_before: readonly string[] | null
  readonly answer_by: Date | null
}

const tellsContent = `e.type in ('accepted', 'changed')`

/** What comes after place $2 of the feed named $1, with what is not about the person, $3 at most. */
export const selectEntries = `with ${detailTypesPart}
  select n.place, e.stream, e.sequence, e.id, e.type, e.request_id, e.grant_id, e.by_party, e.at,
    e.content_hash, e.previous_hash, e.hash, coalesce(f.purpose_id, g.purpose_id, r.purpose_id) as purpose_id,
    coalesce(f.purpose_version, g.purpose_version, r.purpose_version) as purpose_version,
    coalesce(g.handled_by, r.handled_by) as handled_by,
    coalesce(f.valid_from, g.valid_from) as valid_from, coalesce(f.valid_to, g.valid_to) as valid_to, g.end_reason,
    e.by_party = g.granted_for as by_person, g.face, coalesce(f.granted_by, g.granted_by) as granted_by,
    case when ${tellsContent} then coalesce(f.scopes, ${scopesJson}) end as scopes,
    u.on_behalf_of, d.answer_by,
    case when ${tellsContent} and coalesce(f.details, g.details) <> '[]' then (
      select jsonb_agg(jsonb_build_object('type', d.value ->> 'type', 'audience', a.audience) order by d.place)
      from (values (1)) one ${joinDetailAudiences('coalesce(f.details, g.details)')}) end as details,
    case when e.type = 'changed' then (
      select jsonb_agg(api.audience) from former_grant b cross join lateral (
        select s.value ->> 'resourceId' as audience from jsonb_array_elements(b.scopes) s
        where s.value ->> 'resourceType' = 'api'
        union select a.audience from (values (1)) one ${joinDetailAudiences('b.details')}) api
      where b.grant_id = e.grant_id and b.ended_by = e.id) end as apis_before
  from (
      select place, stream, sequence from feed_entry
      where feed = (select id from feed where name = $1) and place > $2 order by place limit $3) n
    join event e on e.stream = n.stream and e.sequence = n.sequence
    left join authorization_grant g on g.id = e.grant_id
    left join former_grant f on ${tellsContent} and ${isMadeBy('f', 'e')}
    left join consent_request r on r.id = case when g.id is null then e.request_id end
    left join grant_use u on e.type = 'used' and u.id = e.id
    left join deletion_step d on e.type = 'deletion-requested' and d.id = e.id
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
      answerBy: row.answer_by ?? undefined,
      details: row.details ?? [],
      apisBefore: row.apis_before ?? [],
      giver: row.face && row.granted_by ? { face: row.face, party: row.granted_by } : undefined,
      revoked: row.end_reason ? { by: row.end_reason, byPerson: row.by_person === true } : undefined,
    },
  }
}
