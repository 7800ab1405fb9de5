import { type ConsentRequest, reject } from '../domain/consent-request.ts'
import { type EventId, requestEvent } from '../domain/event.ts'
import { Problem } from '../domain/problem.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { Ids } from '../ports/ids.ts'
import type { DecideConsentRequest } from './accept-consent-request.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Says no. Throws as accepting does. */
export const rejectConsentRequest =
  ({ consents, clock, ids }: Ports) =>
  async ({ id, decision }: DecideConsentRequest): Promise<ConsentRequest> => {
    const request = await consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request')

    const at = clock.now()
    const rejected = reject(request, { ...decision, at })

    const event = requestEvent('rejected', rejected, { id: ids.uuid() as EventId, by: decision.by, at })
    if (await consents.saveRequest({ request: rejected, event })) return rejected
    throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
  }
