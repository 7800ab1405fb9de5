import { changedGrantOf } from '../../domain/grants/grant-management.ts'
import type { EventId, GrantId } from '../../domain/ids.ts'
import { type Accepted, accept, roleOf } from '../../domain/requests/consent-request.ts'
import { type AuthorizationDetail, beyondDetails } from '../../domain/registry/authorization-detail.ts'
import type { Decision } from '../../domain/requests/decision.ts'
import { requestEvent } from '../../domain/event.ts'
import { Problem } from '../../domain/problem.ts'
import { isLoginOnly } from '../../domain/registry/scope.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { Ids } from '../../ports/ids.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import { assertMayConsent, type RegisterPorts } from '../steps/assert-may-consent.ts'
import { changeByAnswer } from '../steps/change-by-answer.ts'
import { isSuspended } from '../steps/is-suspended.ts'
import { assertMayAnswer } from '../steps/may-answer.ts'
import { type NamedRequest, requestOf, throwSettled } from '../steps/request-of.ts'

interface Ports extends RegisterPorts {
  readonly clients: Pick<ClientStore, 'glance'>
  readonly consents: Pick<ConsentStore, 'findRequest' | 'saveRequest' | 'changeContent'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly registry: Pick<RegistryStore, 'detailTypes'>
  readonly clock: Clock
  readonly ids: Ids
}

/** In which role somebody decides follows from who it is. */
export interface AcceptConsentRequest extends NamedRequest {
  readonly decision: Omit<Decision, 'at' | 'role'>
  /** The details that are given, of those asked for; all of them when not said. */
  readonly details?: readonly AuthorizationDetail[] | undefined
  /** Where the request changes a grant: the last change of that grant that the page told of. */
  readonly changeRead?: EventId | undefined
}

/**
 * Says yes. The grant, the decision and the event are stored when this resolves.
 * Throws `client.suspended`, `party.may-not-consent`, `consent-request.*`, and `authorization-details.invalid` for a part that may
 * not be taken; the loser of two answers at once is told how it was answered. Where a grant is to be changed, `authorization-grant.not-active` when it has
 * ended, and `consent-request.changed` when it is not as it was read.
 */
export const acceptConsentRequest =
  (ports: Ports) =>
  async ({ decision, details, changeRead, ...named }: AcceptConsentRequest): Promise<Accepted> => {
    const { consents, rights, clock, ids, personRegister } = ports
    const request = await requestOf(ports, named)
    const { by } = decision
    await assertMayAnswer({ rights }, request, by)
    if (await isSuspended(ports.clients, request.clientId)) {
      throw new Problem('client.suspended', 'Whoever asks may do nothing for now')
    }

    const at = clock.now()
    const answer = { ...decision, role: roleOf(request, by), at }
    const accepted = accept(request, answer, { grantId: ids.uuid() as GrantId, details })
    await assertMayLeaveOut(ports, accepted)
    await assertMayConsent({ personRegister })([by, request.requestedFrom])
    const grantId = changedGrantOf(request)
    if (grantId) return changeByAnswer(ports, { request, grantId, answer, details, read: changeRead })

    const event = requestEvent('accepted', accepted.request, { id: ids.uuid() as EventId, by, at })
    return (await consents.saveRequest({ ...accepted, event })) ? accepted : throwSettled(ports, named)
  }

/** What was left out must be of types that allow that, and something must be left to give. */
async function assertMayLeaveOut(
  { registry }: Pick<Ports, 'registry'>,
  { request, grant }: Accepted,
): Promise<void> {
  const leftOut = beyondDetails(grant.details, request.details)
  const types = await Promise.all(leftOut.map(({ type }) => registry.detailTypes.find(type)))
  const isSomething = grant.details.length > 0 || grant.scopes.some(scope => !isLoginOnly(scope))
  if (leftOut.length === 0 || (isSomething && types.every(type => type?.mayBeLeftOut))) return
  throw new Problem('authorization-details.invalid', 'Such a part of what was asked cannot be given')
}
