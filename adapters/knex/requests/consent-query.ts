import type { Clock } from '../../../server/ports/clock.ts'
import type { ConsentQuery } from '../../../server/ports/requests/consent-query.ts'
import type { Sealer } from '../../../server/ports/sealer.ts'
import { cursors } from '../cursor.ts'
import { endings } from '../ledger/endings.ts'
import { grantEvents } from '../grants/grant-events.ts'
import { grantLists } from '../grants/grant-lists.ts'
import { grantHistory } from '../grants/grant-history.ts'
import { requestLists } from './request-lists.ts'
import { partyGrants } from '../grants/party-grants.ts'
import { partyRequests } from './party-requests.ts'
import { requestEvents } from './request-events.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import { type EventRow, eventColumns, toNumberedEvent } from '../rows/event.ts'
import { coversDetails } from '../../../server/domain/registry/authorization-detail.ts'
import { isActiveSql, isPastSql } from '../status-sql.ts'
import type { KnexUnitOfWork } from '../database/transaction.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

const now = '$1::timestamptz'

/** Grants whose details are looked at, which only her key opens. */
const mostCompared = 20

export function knexConsentQuery({ connection, sealer, clock, texts }: Materials): ConsentQuery {
  const ownCursors = cursors(sealer)

  return {
    ...grantLists({ connection, clock, texts, cursors: ownCursors }),

    async findCoveringGrant({ giver, clientId, holder, purposeId, scopes, details = [] }) {
      const rows = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant}
         where ${isActiveSql('g', now)} and not g.single_use and g.granted_by = $2 and g.client_id = $3
           and g.purpose_id = $4 and g.granted_to = $6 and g.handled_by is not distinct from $7::uuid
           and g.details @> $8::jsonb and not exists (
             select from jsonb_to_recordset($5) as w ("permission" text, "resourceType" text, "resourceId" text)
             where not exists (select from grant_scope s where s.grant_id = g.id and s.permission = w."permission"
               and s.resource_type = w."resourceType" and s.resource_id = w."resourceId"))
         order by g.created_at desc, g.id desc limit ${details.length > 0 ? mostCompared : 1}`,
        [
          clock.now(),
          giver,
          clientId,
          purposeId,
          JSON.stringify(scopes),
          holder.grantedTo,
          holder.handledBy ?? null,
          JSON.stringify(details.map(({ type }) => ({ type }))),
        ],
      )
      return rows
        .map(row => toAuthorizationGrant(row, texts))
        .find(grant => coversDetails(grant.details, details))
    },

    async countActiveGrants(of) {
      const [among, value] =
        'purposeId' in of
          ? ['g.purpose_id = $2', of.purposeId]
          : [
              'exists (select from grant_scope s where s.grant_id = g.id and s.resource_id = any($2))',
              of.resourceIds,
            ]
      const [row] = await connection().read<{ count: number }>(
        `select count(*)::int as count from authorization_grant g where ${isActiveSql('g', now)} and ${among}`,
        [clock.now(), value],
      )
      return row?.count ?? 0
    },

    ...grantEvents(connection, texts),

    endings: endings(connection),

    ...requestLists({ connection, clock, texts, cursors: ownCursors }),

    partyRequests: partyRequests({ connection, clock, texts }),

    partyGrants: partyGrants({ connection, texts }),

    ...requestEvents(connection),

    history: id => grantHistory(connection(), id, texts),

    async events(stream, after, limit) {
      const rows = await connection().read<EventRow>(
        `select ${eventColumns} from event where stream = $1 and sequence > $2 order by sequence limit $3`,
        [stream, after, limit],
      )
      return rows.map(toNumberedEvent)
    },

    async unannouncedExpiries(limit) {
      const rows = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant}
         where g.state = 'active' and g.expiry_announced_at is null and ${isPastSql('g', now)}
         order by g.valid_to limit $2`,
        [clock.now(), limit],
      )
      return rows.map(row => toAuthorizationGrant(row, texts))
    },
  }
}
