import type { GrantId, PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { sameParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import { takeBack } from '../steps/take-back.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'changeHeld' | 'findGrant'>
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
 * Takes the permission back: it may wait for others who change or use it, and never loses to them. When it resolves, every
 * code and token under the grant is dead.
 * Throws `authorization-grant.not-found` (also for somebody else's) or `authorization-grant.not-active`.
 */
export const revokeGrant =
  ({ consents, rights, clock, ids }: Ports) =>
  async (command: RevokeGrant): Promise<AuthorizationGrant> => {
    const read = 'read' in command ? command.read : undefined
    const grant = read?.id === command.id ? read : await consents.findGrant(command.id)
    if (!grant) throw new Problem('authorization-grant.not-found', 'No such grant', { reason: 'unknown' })
    await assertMayRevoke(rights, grant, command)

    const [by, late] = 'by' in command ? [command.by, command.late] : []
    return takeBack({ consents, clock, ids })(grant, { by, reason: command.reason, late })
  }

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
