import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../../server/domain/grants/grant-use.ts'
import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
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

const useColumns = 'id, grant_id, used_at, client_id, what, trace_id'

const useValues = (id: string, use: GrantUse): readonly unknown[] => [
  id,
  use.grantId,
  use.at,
  use.clientId,
  use.what,
  use.traceId,
]

export const insertUse = (on: Connection, id: string, use: GrantUse) =>
  on.write(`insert into grant_use (${useColumns}) values ($1, $2, $3, $4, $5, $6)`, useValues(id, use))

const used = eventParts(7, 'held')

/** @NOTE The grant is held by a lock that it shares with other uses, so that a revocation that begins meanwhile comes after. */
const useStatement = `with held as (
    select id from authorization_grant where id = $2 and state = 'active' for share),
  noted as (
    insert into grant_use (${useColumns})
    select $1::uuid, id, $3::timestamptz, $4::text, $5::text, $6::text from held),
  ${used.counter} ${used.insert}`

/** The use and its event in one statement. `false`, and nothing written, when the grant is not active any more. */
export async function recordUse(
  on: Connection,
  { id, use, event }: { id: string; use: GrantUse; event: ConsentEvent },
): Promise<boolean> {
  const { count } = await on.write(useStatement, [...useValues(id, use), ...eventValues(event)])
  return count === 1
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
