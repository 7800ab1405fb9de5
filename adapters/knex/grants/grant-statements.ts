import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { GrantUse } from '../../../server/domain/grants/grant-use.ts'
import type { ConsentEvent } from '../../../server/domain/event.ts'
import type { EventId, GrantId } from '../../../server/domain/ids.ts'
import type { HeldChange } from '../../../server/ports/requests/consent-store.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  type AuthorizationGrantRow,
  grantWriting,
  insertScopes,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'
import { usePlace } from '../rows/grant-use.ts'
import { grantPlace, hidden } from '../rows/hidden.ts'

const scopesAt = grantWriting.size + 1

const giveStatement = `with given as (
  ${grantWriting.insert(1)} on conflict (client_id, agreement_key) do nothing returning id)
  ${insertScopes('given', `$${scopesAt}`)}`

/** The grant and its scopes, active. `false` when its client has used the agreement key before. */
export async function insertGrant(
  on: Connection,
  grant: AuthorizationGrant,
  texts: PrivateTexts,
): Promise<boolean> {
  const given = await hidden(on, grant, { texts, party: grant.grantedFor, place: grantPlace(grant.id) })
  const { count } = await on.write(giveStatement, [
    ...grantWriting.values(given),
    JSON.stringify(grant.scopes),
  ])
  return count > 0
}

/** What of a grant may change, at $2 to $7. */
const stateColumns = `state = $2, ended_at = $3, ended_by = $4, end_reason = $5, reserved_until = $6,
  version = version + 1, updated_at = $7`

function stateValues(grant: AuthorizationGrant, at: Date): readonly unknown[] {
  const { id, state, reservedUntil } = grant
  const revoked = state.name === 'revoked' ? state : undefined
  const endedAt = state.name === 'active' ? null : state.at
  return [id, state.name, endedAt, revoked?.by, revoked?.reason, reservedUntil, at]
}

/**
 * State and reservation: nothing else of a grant ever changes here. `false` when it is no longer at the version that was
 * read, and for another state once its expiry was announced.
 */
export async function updateGrant(on: Connection, grant: AuthorizationGrant, at: Date): Promise<boolean> {
  const { count } = await on.write(
    `update authorization_grant set ${stateColumns}
     where id = $1 and version = $8 and (expiry_announced_at is null or $2 = 'active')`,
    [...stateValues(grant, at), grant.version],
  )
  return count === 1
}

const holdStatement = `${selectAuthorizationGrant}
  where g.id = $1 and (g.expiry_announced_at is null or $2) for no key update of g`

/** The grant as it is once nobody else changes it, and nobody can until the transaction ends. `late`: announced ones, too. */
export async function holdGrant(
  on: Connection,
  { id, late = false }: { id: GrantId; late?: boolean | undefined },
  texts: Pick<PrivateTexts, 'keyIn'>,
): Promise<AuthorizationGrant | undefined> {
  const { rows } = await on.write<AuthorizationGrantRow>(holdStatement, [id, late])
  return rows[0] && toAuthorizationGrant(rows[0], texts)
}

const changed = eventParts(8, 'changed')

const changeStatement = `with changed as (
    update authorization_grant set ${stateColumns} where id = $1 returning id),
  ${changed.counter} ${changed.insert}`

/** The state of a grant that the transaction holds, and the event, in one statement: the feed's lock is short. */
export const updateHeldGrant = (on: Connection, { grant, event }: HeldChange) =>
  on.write(changeStatement, [...stateValues(grant, event.at), ...eventValues(event, { grant })])

interface NewUse {
  readonly id: EventId
  readonly use: GrantUse
  readonly grant: Pick<AuthorizationGrant, 'grantedFor'>
}

const useColumns = `id, grant_id, used_at, client_id, what, trace_id, sealed_what, language, codes, used_by, on_behalf_of,
  audience`

/** A use bears the id of its event. */
async function useValues(
  on: Connection,
  { id, use, grant }: NewUse,
  texts: PrivateTexts,
): Promise<readonly unknown[]> {
  const key = texts.plain ? undefined : await texts.keyFor(on, grant.grantedFor)
  const sealed = key?.seal(use.what, usePlace(id))
  const what = key ? '' : use.what
  const { grantId, at, clientId, traceId, language, codes, onBehalf, audience } = use
  const told = [id, grantId, at, clientId, what, traceId, sealed, language, codes]
  return [...told, onBehalf?.by, onBehalf?.of, audience]
}

export async function insertUse(on: Connection, use: NewUse, texts: PrivateTexts): Promise<void> {
  await on.write(
    `insert into grant_use (${useColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    await useValues(on, use, texts),
  )
}

const used = eventParts(13, 'held')

/** @NOTE No lock that uses share: whoever takes the grant back stands in the same queue as they, and waits for those before it. */
const useStatement = `with held as (
    select id from authorization_grant where id = $2 and state = 'active' for no key update),
  noted as (
    insert into grant_use (${useColumns})
    select $1::uuid, id, $3::timestamptz, $4::text, $5::text, $6::text, $7::bytea, $8::text, $9::text[], $10::uuid,
      $11::uuid, $12::text from held),
  ${used.counter} ${used.insert}`

/** The use and its event in one statement. `false`, and nothing written, when the grant is not active any more. */
export async function recordUse(
  on: Connection,
  { event, ...use }: Omit<NewUse, 'id'> & { readonly event: ConsentEvent },
  texts: PrivateTexts,
): Promise<boolean> {
  const { count } = await on.write(useStatement, [
    ...(await useValues(on, { ...use, id: event.id }, texts)),
    ...eventValues(event, { use: use.use }),
  ])
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
