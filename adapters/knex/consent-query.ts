import type { Clock } from '../../server/ports/clock.ts'
import type { ConsentQuery, GrantFilter } from '../../server/ports/consent-query.ts'
import type { Sealer } from '../../server/ports/sealer.ts'
import { cursors } from './cursor.ts'
import { grantEvents } from './grant-events.ts'
import { grantHistory } from './grant-history.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from './rows/authorization-grant.ts'
import { type ConsentRequestRow, selectConsentRequest, toConsentRequest } from './rows/consent-request.ts'
import { type EventRow, eventColumns, toNumberedEvent } from './rows/event.ts'
import { isActiveSql, isPastSql, isPendingSql } from './status-sql.ts'
import type { KnexUnitOfWork } from './transaction.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>
  readonly clock: Clock
}

const now = '$1::timestamptz'

const standing: Record<GrantFilter['standing'], string> = {
  active: isActiveSql('g', now),
  ended: `not ${isActiveSql('g', now)}`,
  any: `${now} is not null`,
}

/** Keyset paging, newest first: the page after the one that ended at ($2, $3). */
const nextPage = (row: string): string =>
  `($2::timestamptz is null or (${row}.created_at, ${row}.id) < ($2::timestamptz, $3::uuid))
   order by ${row}.created_at desc, ${row}.id desc limit $4`

export function knexConsentQuery({ connection, sealer, clock }: Materials): ConsentQuery {
  const { parse, page } = cursors(sealer)

  return {
    async grants(filter, wanted) {
      const list = `grants/${filter.standing}/${filter.grantedFor ?? ''}/${filter.clientId ?? ''}`
      const after = parse(wanted, list)
      const wheres = [standing[filter.standing]]
      const values: unknown[] = [clock.now(), after?.createdAt, after?.id, wanted.limit + 1]
      if (filter.grantedFor) wheres.push(`g.granted_for = $${values.push(filter.grantedFor)}`)
      if (filter.clientId) wheres.push(`g.client_id = $${values.push(filter.clientId)}`)
      const rows = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant} where ${wheres.join(' and ')} and ${nextPage('g')}`,
        values,
      )
      return page(rows.map(toAuthorizationGrant), wanted.limit, list)
    },

    async requestsWaitingFor(party, wanted) {
      const list = `waiting/${party}`
      const after = parse(wanted, list)
      const rows = await connection().read<ConsentRequestRow>(
        `${selectConsentRequest} where ${isPendingSql('r', now)} and r.requested_to = $5 and ${nextPage('r')}`,
        [clock.now(), after?.createdAt, after?.id, wanted.limit + 1, party],
      )
      return page(rows.map(toConsentRequest), wanted.limit, list)
    },

    async findCoveringGrant({ giver, clientId, purposeId, scopes }) {
      const [row] = await connection().read<AuthorizationGrantRow>(
        `${selectAuthorizationGrant}
         where ${isActiveSql('g', now)} and not g.single_use and g.granted_by = $2 and g.client_id = $3
           and g.purpose_id = $4 and not exists (
             select from jsonb_to_recordset($5) as w ("permission" text, "resourceType" text, "resourceId" text)
             where not exists (select from grant_scope s where s.grant_id = g.id and s.permission = w."permission"
               and s.resource_type = w."resourceType" and s.resource_id = w."resourceId"))
         order by g.created_at desc, g.id desc limit 1`,
        [clock.now(), giver, clientId, purposeId, JSON.stringify(scopes)],
      )
      return row && toAuthorizationGrant(row)
    },

    ...grantEvents(connection),

    history: id => grantHistory(connection(), id),

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
      return rows.map(toAuthorizationGrant)
    },
  }
}
