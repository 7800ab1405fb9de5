import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { Connection } from '../database/transaction.ts'

/** The grant and its scopes, active. `false` when its client has used the agreement key before. */
export async function insertGrant(on: Connection, grant: AuthorizationGrant): Promise<boolean> {
  const { count } = await on.write(
    `with given as (
       insert into authorization_grant (id, face, client_id, request_id, purpose_id, purpose_version, granted_for,
         granted_by, granted_to, handled_by, valid_from, valid_to, single_use, annotations, agreement_key, state,
         created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $17, 'active', $15, $15)
       on conflict (client_id, agreement_key) do nothing
       returning id)
     insert into grant_scope (grant_id, ordinal, permission, resource_type, resource_id)
     select given.id, s.ordinal, s.scope ->> 'permission', s.scope ->> 'resourceType', s.scope ->> 'resourceId'
     from given, jsonb_array_elements($16) with ordinality as s (scope, ordinal)`,
    [
      grant.id,
      grant.face,
      grant.clientId,
      grant.requestId,
      grant.purpose.id,
      grant.purpose.version,
      grant.grantedFor,
      grant.grantedBy,
      grant.grantedTo,
      grant.handledBy,
      grant.validity.from,
      grant.validity.to,
      grant.singleUse,
      JSON.stringify(grant.annotations),
      grant.createdAt,
      JSON.stringify(grant.scopes),
      grant.agreementKey,
    ],
  )
  return count > 0
}

/**
 * State and reservation: nothing else of a grant ever changes here. `false` when it is no longer at the version that was
 * read, and, unless `late`, for another state once its expiry was announced.
 */
export async function updateGrant(
  on: Connection,
  grant: AuthorizationGrant,
  { at, late = false }: { at: Date; late?: boolean | undefined },
): Promise<boolean> {
  const { state } = grant
  const revoked = state.name === 'revoked' ? state : undefined
  const { count } = await on.write(
    `update authorization_grant set state = $3, ended_at = $4, ended_by = $5, end_reason = $6, reserved_until = $7,
       version = version + 1, updated_at = $8
     where id = $1 and version = $2 and (expiry_announced_at is null or $3 = 'active' or $9)`,
    [
      grant.id,
      grant.version,
      state.name,
      state.name === 'active' ? null : state.at,
      revoked?.by,
      revoked?.reason,
      grant.reservedUntil,
      at,
      late,
    ],
  )
  return count === 1
}

/** Keeps others from changing an active grant until the transaction ends. `false` when it is not active any more. */
export async function holdActiveGrant(on: Connection, id: string): Promise<boolean> {
  const { rows } = await on.write(
    "select id from authorization_grant where id = $1 and state = 'active' for share",
    [id],
  )
  return rows.length > 0
}

/** `false` when it was announced before, or is no longer at the version that was read. */
export async function markExpiryAnnounced(
  on: Connection,
  grant: AuthorizationGrant,
  at: Date,
): Promise<boolean> {
  const { count } = await on.write(
    `update authorization_grant set expiry_announced_at = $3, version = version + 1, updated_at = $3
     where id = $1 and version = $2 and expiry_announced_at is null`,
    [grant.id, grant.version, at],
  )
  return count === 1
}
