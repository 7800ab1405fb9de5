import type {
  ConsentRequest,
  ConsentRequestId,
  RequestStatus,
} from '../../domain/requests/consent-request.ts'
import { requestStatusAt } from '../../domain/requests/consent-request.ts'
import type { KnownParty, PartyId } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { mayAnswer } from './may-answer.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
}

export interface ShownRequest {
  readonly request: ConsentRequest
  readonly status: RequestStatus
  readonly purpose: Purpose
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/** The request with all that a page needs to show it. Throws `consent-request.not-found`, also to those who may not answer. */
export const showConsentRequest =
  ({ consents, registry, parties, rights, clock }: Ports) =>
  async ({ id, reader }: { id: ConsentRequestId; reader: PartyId }): Promise<ShownRequest> => {
    const request = await consents.findRequest(id)
    const mayRead = request && (await mayAnswer({ rights }, request, { by: reader, action: 'read' }))
    if (!request || !mayRead) {
      throw new Problem('consent-request.not-found', 'No such request')
    }
    const purpose = await registry.findPurpose(request.purpose.id, request.purpose.version)
    if (!purpose) throw new Problem('purpose.unknown', `There is no purpose ${request.purpose.id}`)
    const involved = [request.requestedBy, request.handledBy, request.requestedFrom].filter(
      one => one !== undefined,
    )
    return {
      request,
      status: requestStatusAt(request, clock.now()),
      purpose,
      parties: await parties.findAll(involved),
    }
  }
