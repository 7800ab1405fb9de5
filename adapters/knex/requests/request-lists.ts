import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery, RequestFilter } from '../../../server/ports/requests/consent-query.ts'
import type { Cursors } from '../cursor.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../rows/consent-request.ts'
import { type PartyRow, partyColumns, partyWithKey, toParty } from '../rows/party.ts'
import { isInTimeSql, isPendingSql } from '../status-sql.ts'
import type { Connection } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials {
  readonly connection: () => Connection
  readonly clock: Clock
  readonly cursors: Cursors
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

const now = '$1::timestamptz'

const standing: Record<RequestFilter['standing'], string> = {
  pending: isPendingSql('r', now),
  accepted: "r.state = 'accepted' and g.state <> 'revoked'",
  revoked: "r.state = 'accepted' and g.state = 'revoked'",
  rejected: "r.state = 'rejected'",
  withdrawn: "r.state = 'withdrawn'",
  any: 'true',
}

const marked = `exists (select from jsonb_to_recordset($4) as w ("face" text, "annotations" jsonb)
  where w."face" = r.face and r.annotations @> w."annotations")`

/** With the parameters $1 to $6: now, whose data, who may answer, the faces with their annotations, askers and purposes. */
const wanted = (filter: RequestFilter): string =>
  `${now} is not null and ${standing[filter.standing]} and r.requested_from = $2
   and ($3::uuid[] is null or r.requested_to = any($3)) and ($4::jsonb is null or ${marked})
   and ($5::uuid[] is null or r.requested_by = any($5) or r.purpose_id = any($6::text[]))`

const nameOf = ({ requestedFrom, requestedTo = [], standing: which, among, matching }: RequestFilter) =>
  `requests/${which}/${requestedFrom}/${requestedTo.join()}/${JSON.stringify(among)}${JSON.stringify(matching) ?? ''}`

/** Requests about one party. */
export function requestLists({
  connection,
  clock,
  cursors,
  texts,
}: Materials): Pick<ConsentQuery, 'requests' | 'countRequests' | 'hasOtherWaiting' | 'everyDeclined'> {
  const values = ({ requestedFrom, requestedTo, among, matching }: RequestFilter) => [
    clock.now(),
    requestedFrom,
    requestedTo ?? null,
    among && JSON.stringify(among),
    matching?.askers,
    matching?.purposeIds,
  ]
  return {
    async requests(filter, page) {
      const list = nameOf(filter)
      const after = cursors.parse(page, list)
      const rows = await connection().read<ConsentRequestRow>(
        `${selectConsentRequest} where ${wanted(filter)}
           and ($7::timestamptz is null or (r.created_at, r.id) < ($7::timestamptz, $8::uuid))
         order by r.created_at desc, r.id desc limit $9`,
        [...values(filter), after?.createdAt, after?.id, page.limit + 1],
      )
      return cursors.page(
        rows.map(row => toConsentRequest(row, texts)),
        page.limit,
        list,
      )
    },

    async hasOtherWaiting({ requestedFrom, requestedTo, among }) {
      const rows = await connection().read(
        `select from consent_request r where ${isPendingSql('r', now)} and r.ceremony = 'page'
           and r.requested_from = $2 and r.requested_to = any($3::uuid[]) and not ${marked} limit 1`,
        [clock.now(), requestedFrom, requestedTo, JSON.stringify(among)],
      )
      return rows.length > 0
    },

    async everyDeclined(requestedFrom) {
      const rows = await connection().read<PartyRow>(
        `select ${partyColumns} from ${partyWithKey} where p.id in
           (select requested_by from consent_request where requested_from = $1 and state = 'rejected')`,
        [requestedFrom],
      )
      return rows.map(row => toParty(row, texts))
    },

    async countRequests(filter) {
      const [row] = await connection().read<{ count: string }>(
        `select count(*) from consent_request r left join authorization_grant g on g.request_id = r.id
         where ${wanted(filter)} and ${isInTimeSql('r', now)}`,
        values(filter),
      )
      return Number(row?.count ?? 0)
    },
  }
}
