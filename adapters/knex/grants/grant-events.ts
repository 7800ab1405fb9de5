import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import { required } from '../rows/inconsistent-row.ts'
import type { Connection } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

/** Events about the grants of one client: parameters $1 to $4 are stream, client, face and types. */
const wanted = `e.stream = $1 and e.type = any($4::text[]) and exists (
  select from authorization_grant g where g.id = e.grant_id and g.client_id = $2 and g.face = $3)`

const page = `select ${eventColumns} from event e
  where ${wanted} and e.sequence >= $5 and e.at >= $6 order by e.sequence limit $7`

const bounds = `select
  (select e.sequence from event e where ${wanted} and e.at >= $5 order by e.sequence limit 1) as first,
  (select e.sequence from event e where ${wanted} order by e.sequence desc limit 1) as last`

interface Bounds {
  readonly first: string | null
  readonly last: string | null
}

/** A client's part of its asker's feed. */
export const grantEvents = (
  connection: () => Connection,
  texts: Pick<PrivateTexts, 'keyIn'>,
): Pick<ConsentQuery, 'grantEvents' | 'grantEventBounds'> => ({
  async grantEvents({ stream, clientId, face, types }, { from, limit, since }) {
    const events = (
      await connection().read<EventRow>(page, [stream, clientId, face, types, from, since, limit])
    ).map(toNumberedEvent)
    const ids = [...new Set(events.map(({ grantId }) => grantId))]
    const rows = await connection().read<AuthorizationGrantRow>(
      `${selectAuthorizationGrant} where g.id = any($1::uuid[])`,
      [ids],
    )
    const grants = new Map(rows.map(row => [row.id, toAuthorizationGrant(row, texts)]))
    return events.map(event => ({
      event,
      grant: required(grants.get(event.grantId ?? ''), ['event', event.id, 'grant']),
    }))
  },

  async grantEventBounds({ stream, clientId, face, types }, since) {
    const [row] = await connection().read<Bounds>(bounds, [stream, clientId, face, types, since])
    return { first: numberOf(row?.first), last: numberOf(row?.last) }
  },
})

const numberOf = (sequence: string | null | undefined): number | undefined =>
  sequence === null || sequence === undefined ? undefined : Number(sequence)
