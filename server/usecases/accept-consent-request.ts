import type { AuthorizationGrant, GrantId } from '../domain/authorization-grant.ts'
import { accept, type ConsentRequestId } from '../domain/consent-request.ts'
import type { Decision } from '../domain/decision.ts'
import { type EventId, requestEvent } from '../domain/event.ts'
import { Problem } from '../domain/problem.ts'
import type { Clock } from '../ports/clock.ts'
import type { ConsentStore } from '../ports/consent-store.ts'
import type { Ids } from '../ports/ids.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface DecideConsentRequest {
  readonly id: ConsentRequestId
  readonly decision: Omit<Decision, 'at'>
}

/**
 * Says yes. The grant, the decision and the event stand when this resolves.
 * Throws `consent-request.*`; the loser of two answers at once gets `consent-request.already-decided`.
 */
export const acceptConsentRequest =
  ({ consents, clock, ids }: Ports) =>
  async ({ id, decision }: DecideConsentRequest): Promise<AuthorizationGrant> => {
    const request = await consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request')

    const at = clock.now()
    const accepted = accept(request, { ...decision, at }, ids.uuid() as GrantId)

    const moment = { id: ids.uuid() as EventId, by: decision.by, at }
    const event = requestEvent('accepted', accepted.request, moment)
    if (await consents.saveRequest({ ...accepted, event })) return accepted.grant
    throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
  }
