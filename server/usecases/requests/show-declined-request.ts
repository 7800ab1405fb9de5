import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly rights: Pick<PartyRights, 'mayAct'>
}

export interface ShownDeclined {
  readonly request: ConsentRequest
  readonly decision: Decision
  readonly purpose: Purpose | undefined
  /** Who asked, whom it is about and who said no. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/**
 * A request that was declined, for the one it is about or who may read that one's consents. Throws
 * `consent-request.not-found`, also for somebody else's and for one that was not declined.
 */
export const showDeclinedRequest =
  ({ consents, parties, registry, rights }: Ports) =>
  async ({ id, reader }: { id: ConsentRequestId; reader: PartyId }): Promise<ShownDeclined> => {
    const request = await consents.findRequest(id)
    if (request?.state.name !== 'rejected') {
      throw new Problem('consent-request.not-found', 'No such request', { reason: 'unknown' })
    }
    const { requestedFrom, requestedBy, handledBy } = request
    const right = { actor: reader, onBehalfOf: requestedFrom, resource: 'consents', action: 'read' }
    if (!(await rights.mayAct([right]))) {
      throw new Problem('consent-request.not-found', 'No such request', { reason: 'other-person' })
    }
    const { decision } = request.state
    const involved = [requestedBy, requestedFrom, handledBy, decision.by].filter(one => one !== undefined)
    return {
      request,
      decision,
      purpose: await registry.findPurpose(request.purpose.id, request.purpose.version),
      parties: await parties.findAll(involved),
    }
  }
