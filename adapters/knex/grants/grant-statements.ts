import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import type { GrantId } from '../../../server/domain/ids.ts'
import type { HeldChange } from '../../../server/ports/requests/consent-store.ts'
import type { Connection } from '../database/transaction.ts'
import { eventParts, eventValues } from '../ledger/append-events.ts'
import type { PrivateTexts } from '../parties/private-texts.ts'
import {
  type AuthorizationGrantRow,
  selectAuthorizationGrant,
  toAuthorizationGrant,
} from '../rows/authorization-grant.ts'

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
