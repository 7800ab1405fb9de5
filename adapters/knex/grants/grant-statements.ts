import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { Connection } from '../database/transaction.ts'
import { grantWriting, insertScopes } from '../rows/authorization-grant.ts'

const scopesAt = grantWriting.size + 1

const giveStatement = `with given as (
  ${grantWriting.insert(1)} on conflict (client_id, agreement_key) do nothing returning id)
  ${insertScopes('given', `$${scopesAt}`)}`

/** The grant and its scopes, active. `false` when its client has used the agreement key before. */
export async function insertGrant(on: Connection, grant: AuthorizationGrant): Promise<boolean> {
  const { count } = await on.write(giveStatement, [
    ...grantWriting.values(grant),
    JSON.stringify(grant.scopes),
  ])
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
