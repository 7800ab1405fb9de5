import { grantEvent } from '../../domain/event.ts'
import { type AuthorizationGrant, revoke, type Revocation } from '../../domain/grants/authorization-grant.ts'
import type { EventId } from '../../domain/ids.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'changeHeld'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'uuid'>
}

/**
 * Takes a grant back for whoever may: it may wait for others who change or use it, and never loses to them. When it resolves,
 * every code and token under the grant is dead. Throws `authorization-grant.not-active`.
 */
export const takeBack =
  ({ consents, clock, ids }: Ports) =>
  async (
    grant: AuthorizationGrant,
    { by, reason, late }: Omit<Revocation, 'at'>,
  ): Promise<AuthorizationGrant> => {
    const revokedAt = (held: AuthorizationGrant, at: Date) => revoke(held, { by, at, reason, late })
    const revoked = await consents.changeHeld({ id: grant.id, late }, held => {
      const at = clock.now()
      const next = revokedAt(held, at)
      return { grant: next, event: grantEvent('revoked', next, { id: ids.uuid() as EventId, by, at }) }
    })
    // What is left is a grant whose end was announced, perhaps by a process whose clock is a moment before ours.
    return revoked ?? revokedAt(grant, grant.validity.to)
  }
