import type { AuthorizationGrant, GrantId } from '../../domain/grants/authorization-grant.ts'
import { accept, type ConsentRequestId } from '../../domain/requests/consent-request.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import { type EventId, requestEvent } from '../../domain/event.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import { assertMayConsent, type RegisterPorts } from './assert-may-consent.ts'
import { assertMayAnswer, roleOf } from './may-answer.ts'

interface Ports extends RegisterPorts {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
  readonly ids: Ids
}

/** In which role somebody decides follows from who it is. */
export interface DecideConsentRequest {
  readonly id: ConsentRequestId
  readonly decision: Omit<Decision, 'at' | 'role'>
}

/**
 * Says yes. The grant, the decision and the event stand when this resolves.
 * Throws `party.may-not-consent` and `consent-request.*`; the loser of two answers at once gets `consent-request.already-decided`.
 */
export const acceptConsentRequest =
  ({ consents, rights, clock, ids, personRegister }: Ports) =>
  async ({ id, decision }: DecideConsentRequest): Promise<AuthorizationGrant> => {
    const request = await consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request')
    const { by } = decision
    await assertMayAnswer({ rights }, request, by)

    const at = clock.now()
    const answer = { ...decision, role: roleOf(request, by), at }
    const accepted = accept(request, answer, { grantId: ids.uuid() as GrantId })

    await assertMayConsent({ personRegister })([by, request.requestedFrom])
    const event = requestEvent('accepted', accepted.request, { id: ids.uuid() as EventId, by, at })
    if (await consents.saveRequest({ ...accepted, event })) return accepted.grant
    throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
  }
