import type { ConsentRequestId, EventId, PartyId } from '../../domain/ids.ts'
import { type ConsentRequest, withdraw } from '../../domain/requests/consent-request.ts'
import { requestEvent } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import { requestOf, throwSettled } from '../steps/request-of.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly clock: Clock
  readonly ids: Ids
}

/** The asker takes the question back. Throws `consent-request.*`. */
export const withdrawConsentRequest =
  (ports: Ports) =>
  async ({ id, by }: { id: ConsentRequestId; by: PartyId }): Promise<ConsentRequest> => {
    const { consents, clock, ids } = ports
    const request = await requestOf(ports, { id })

    const at = clock.now()
    const withdrawn = withdraw(request, { by, at })

    const event = requestEvent('withdrawn', withdrawn, { id: ids.uuid() as EventId, by, at })
    return (await consents.saveRequest({ request: withdrawn, event }))
      ? withdrawn
      : throwSettled(ports, { id })
  }
