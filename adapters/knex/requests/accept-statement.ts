import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { ConsentRequest } from '../../../server/domain/requests/consent-request.ts'
import type { Decision } from '../../../server/domain/requests/decision.ts'
import type { ConsentEvent } from '../../../server/domain/event.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { Connection } from '../database/transaction.ts'

interface Acceptance {
  readonly request: ConsentRequest
  readonly decision: Decision
  readonly grant: AuthorizationGrant
  readonly event: ConsentEvent
}

const { counter, insert } = eventParts(24, 'decided')

/** @NOTE One statement where five and a transaction would do: it is what a person waits for, and the feed's lock is short. */
const statement = `with decided as (
    update consent_request set state = 'accepted', version = version + 1, updated_at = $3
    where id = $1 and version = $2 returning id),
  noted as (
    insert into decision (request_id, outcome, decided_by, role, decided_at, level, language, shown_text, shown_hash,
      template_version)
    select id, 'accepted', $4::uuid, $5, $3::timestamptz, $6, $7, $8, $9, $10 from decided),
  given as (
    insert into authorization_grant (id, face, client_id, request_id, purpose_id, purpose_version, granted_for,
      granted_by, granted_to, handled_by, valid_from, valid_to, single_use, annotations, state, created_at, updated_at)
    select $11::uuid, $12, $13, id, $14, $15::integer, $16::uuid, $4::uuid, $17::uuid, $18::uuid, $19::timestamptz,
      $20::timestamptz, $21::boolean, $22::jsonb, 'active', $3::timestamptz, $3::timestamptz from decided
    returning id),
  covered as (
    insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
    select given.id, s.ordinal, s.scope ->> 'permission', s.scope ->> 'resourceType', s.scope ->> 'resourceId'
    from given, jsonb_array_elements($23::jsonb) with ordinality as s (scope, ordinal)),
  ${counter} ${insert}`

/**
 * The accepted request, its decision, the grant it gives and the event, all or nothing. `false`, and nothing written, when
 * the request is no longer at the version that was read.
 */
export async function acceptRequest(
  on: Connection,
  { request, decision, grant, event }: Acceptance,
): Promise<boolean> {
  const { count } = await on.write(statement, [
    request.id,
    request.version,
    decision.at,
    decision.by,
    decision.role,
    decision.level,
    decision.language,
    decision.shown.text,
    decision.shown.hash,
    decision.shown.templateVersion,
    grant.id,
    grant.face,
    grant.clientId,
    grant.purpose.id,
    grant.purpose.version,
    grant.grantedFor,
    grant.grantedTo,
    grant.handledBy,
    grant.validity.from,
    grant.validity.to,
    grant.singleUse,
    JSON.stringify(grant.annotations),
    JSON.stringify(grant.scopes),
    ...eventValues(event),
  ])
  return count === 1
}
