import { type ConsentRequestId, withdraw } from '../../domain/requests/consent-request.ts'
import { type EventId, requestEvent } from '../../domain/event.ts'
import type { PartyId } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly clock: Clock
  readonly ids: Ids
}

/** The asker takes the question back. Throws `consent-request.*`. */
export const withdrawConsentRequest =
  ({ consents, clock, ids }: Ports) =>
  async ({ id, by }: { id: ConsentRequestId; by: PartyId }): Promise<void> => {
    const request = await consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request')

    const at = clock.now()
    const withdrawn = withdraw(request, { by, at })

    const event = requestEvent('withdrawn', withdrawn, { id: ids.uuid() as EventId, by, at })
    if (await consents.saveRequest({ request: withdrawn, event })) return
    throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
  }
