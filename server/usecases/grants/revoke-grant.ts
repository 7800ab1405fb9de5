import type { EventId, GrantId, PartyId } from '../../domain/ids.ts'
import { type AuthorizationGrant, revoke } from '../../domain/grants/authorization-grant.ts'
import { grantEvent } from '../../domain/event.ts'
import { sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import { changeGrant } from '../steps/change-grant.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findGrant' | 'saveGrant'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Ids
}

/**
 * `by` is the giver, somebody who may change the giver's consents, or the asker; the operator needs no party. `late` is for
 * grants that have expired.
 */
export type RevokeGrant =
  | {
      readonly id: GrantId
      readonly by: PartyId
      readonly reason: 'giver' | 'asker'
      readonly late?: boolean
      /** The grant as the caller has read it already. */
      readonly read?: AuthorizationGrant | undefined
    }
  | { readonly id: GrantId; readonly reason: 'operator' }

/**
 * Takes the permission back. When it resolves, every code and token under the grant is dead.
 * Throws `authorization-grant.not-found` (also for somebody else's) or `authorization-grant.not-active`.
 */
export const revokeGrant =
  ({ consents, rights, clock, ids }: Ports) =>
  (command: RevokeGrant): Promise<AuthorizationGrant> =>
    changeGrant({ consents }, command, async grant => {
      await assertMayRevoke(rights, grant, command)

      const at = clock.now()
      const [by, late] = 'by' in command ? [command.by, command.late] : []
      const revoked = revoke(grant, { by, at, reason: command.reason, late })

      const event = grantEvent('revoked', revoked, { id: ids.uuid() as EventId, by, at })
      return (await consents.saveGrant({ grant: revoked, events: [event], late })) ? revoked : undefined
    })

async function assertMayRevoke(
  rights: Ports['rights'],
  grant: AuthorizationGrant,
  command: RevokeGrant,
): Promise<void> {
  if (await mayRevoke(rights, grant, command)) return
  const reason = command.reason === 'asker' ? 'other-asker' : 'other-giver'
  throw new Problem('authorization-grant.not-found', 'No such grant', { reason })
}

async function mayRevoke(
  rights: Ports['rights'],
  { grantedFor, grantedTo }: AuthorizationGrant,
  command: RevokeGrant,
): Promise<boolean> {
  if (command.reason === 'operator') return true
  if (command.reason === 'asker') return sameParty(grantedTo, command.by)
  const right = { actor: command.by, onBehalfOf: grantedFor, resource: 'consents', action: 'write' }
  return rights.mayAct([right])
}
