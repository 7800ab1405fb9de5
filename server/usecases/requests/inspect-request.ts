import type { ConsentRequestId } from '../../domain/ids.ts'
import { type InspectedRequest, inspectedRequestAt } from '../../domain/requests/consent-request.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly clock: Clock
}

/**
 * A request of one face as it is at this moment, `undefined` when that face has none by this id. Whether the caller may
 * know of it is the caller's to judge.
 */
export const inspectRequest =
  ({ consents, clock }: Ports) =>
  async ({ id, face }: { id: ConsentRequestId; face: string }): Promise<InspectedRequest | undefined> => {
    const request = await consents.findRequest(id)
    return request?.face === face ? inspectedRequestAt(request, clock.now()) : undefined
  }
