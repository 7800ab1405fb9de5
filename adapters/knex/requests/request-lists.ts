import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery, RequestFilter } from '../../../server/ports/requests/consent-query.ts'
import type { Cursors } from '../cursor.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from '../rows/consent-request.ts'
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

/** With the parameters $1 to $4: now, whose data, who may answer, and the faces with their annotations. */
const wanted = (filter: RequestFilter): string =>
  `${now} is not null and ${standing[filter.standing]} and r.requested_from = $2 and ($3::uuid[] is null or r.requested_to = any($3))
   and exists (select from jsonb_to_recordset($4) as w ("face" text, "annotations" jsonb)
     where w."face" = r.face and r.annotations @> w."annotations")`

const nameOf = ({ requestedFrom, requestedTo = [], among, standing: which }: RequestFilter): string =>
  `requests/${which}/${requestedFrom}/${requestedTo.join()}/${JSON.stringify(among)}`

/** Requests about one party. */
export function requestLists({
  connection,
  clock,
  cursors,
  texts,
}: Materials): Pick<ConsentQuery, 'requests' | 'countRequests'> {
  const values = ({ requestedFrom, requestedTo, among }: RequestFilter) => [
    clock.now(),
    requestedFrom,
    requestedTo ?? null,
    JSON.stringify(among),
  ]
  return {
    async requests(filter, page) {
      const list = nameOf(filter)
      const after = cursors.parse(page, list)
      const rows = await connection().read<ConsentRequestRow>(
        `${selectConsentRequest} where ${wanted(filter)}
           and ($5::timestamptz is null or (r.created_at, r.id) < ($5::timestamptz, $6::uuid))
         order by r.created_at desc, r.id desc limit $7`,
        [...values(filter), after?.createdAt, after?.id, page.limit + 1],
      )
      return cursors.page(
        rows.map(row => toConsentRequest(row, texts)),
        page.limit,
        list,
      )
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
