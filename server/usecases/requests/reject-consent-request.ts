import type { EventId } from '../../domain/ids.ts'
import { type ConsentRequest, reject, roleOf } from '../../domain/requests/consent-request.ts'
import { requestEvent } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import { assertMayAnswer } from '../steps/may-answer.ts'
import { type NamedRequest, requestOf, throwSettled } from '../steps/request-of.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface RejectConsentRequest extends NamedRequest {
  readonly decision: Omit<Decision, 'at' | 'role'>
  /** Also when the time to answer is over. */
  readonly late?: boolean
}

/** Says no. Throws as accepting does. */
export const rejectConsentRequest =
  (ports: Ports) =>
  async ({ decision, late = false, ...named }: RejectConsentRequest): Promise<ConsentRequest> => {
    const { consents, rights, clock, ids } = ports
    const request = await requestOf(ports, named)
    const { by } = decision
    await assertMayAnswer({ rights }, request, by)

    const at = clock.now()
    const rejected = reject(request, { ...decision, role: roleOf(request, by), at }, { late })

    const event = requestEvent('rejected', rejected, { id: ids.uuid() as EventId, by, at })
    return (await consents.saveRequest({ request: rejected, event })) ? rejected : throwSettled(ports, named)
  }
