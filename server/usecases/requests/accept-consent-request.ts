import type { EventId, GrantId } from '../../domain/ids.ts'
import { type Accepted, accept, roleOf } from '../../domain/requests/consent-request.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import { requestEvent } from '../../domain/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import { assertMayConsent, type RegisterPorts } from '../steps/assert-may-consent.ts'
import { assertMayAnswer } from '../steps/may-answer.ts'
import { type NamedRequest, requestOf, throwSettled } from '../steps/request-of.ts'

interface Ports extends RegisterPorts {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Ids
}

/** In which role somebody decides follows from who it is. */
export interface AcceptConsentRequest extends NamedRequest {
  readonly decision: Omit<Decision, 'at' | 'role'>
}

/**
 * Says yes. The grant, the decision and the event are stored when this resolves.
 * Throws `party.may-not-consent` and `consent-request.*`; the loser of two answers at once is told how it was answered.
 */
export const acceptConsentRequest =
  (ports: Ports) =>
  async ({ decision, ...named }: AcceptConsentRequest): Promise<Accepted> => {
    const { consents, rights, clock, ids, personRegister } = ports
    const request = await requestOf(ports, named)
    const { by } = decision
    await assertMayAnswer({ rights }, request, by)

    const at = clock.now()
    const answer = { ...decision, role: roleOf(request, by), at }
    const accepted = accept(request, answer, { grantId: ids.uuid() as GrantId })

    await assertMayConsent({ personRegister })([by, request.requestedFrom])
    const event = requestEvent('accepted', accepted.request, { id: ids.uuid() as EventId, by, at })
    return (await consents.saveRequest({ ...accepted, event })) ? accepted : throwSettled(ports, named)
  }
