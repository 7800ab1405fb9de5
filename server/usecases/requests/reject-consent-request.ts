import { type ConsentRequest, reject } from '../../domain/requests/consent-request.ts'
import { type EventId, requestEvent } from '../../domain/event.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { DecideConsentRequest } from './accept-consent-request.ts'
import { assertMayAnswer, roleOf } from './may-answer.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RejectConsentRequest extends DecideConsentRequest {
  /** Also when the time to answer is over. */
  readonly late?: boolean
}

/** Says no. Throws as accepting does. */
export const rejectConsentRequest =
  ({ consents, rights, clock, ids }: Ports) =>
  async ({ id, decision, late = false }: RejectConsentRequest): Promise<ConsentRequest> => {
    const request = await consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request')
    const { by } = decision
    await assertMayAnswer({ rights }, request, by)

    const at = clock.now()
    const rejected = reject(request, { ...decision, role: roleOf(request, by), at }, { late })

    const event = requestEvent('rejected', rejected, { id: ids.uuid() as EventId, by, at })
    if (await consents.saveRequest({ request: rejected, event })) return rejected
    throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
  }
