import type { PartyId } from '../../domain/ids.ts'
import type { AuthorizationGrant } from '../../domain/grants/authorization-grant.ts'
import { changedGrantOf } from '../../domain/grants/grant-management.ts'
import { consentStandingAt, type Standing } from '../../domain/grants/standing.ts'
import {
  type ConsentRequest,
  type RequestStatus,
  requestStatusAt,
} from '../../domain/requests/consent-request.ts'
import { type KnownParty, type Party, sameParty, withoutNumber } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { PrivacyInformation } from '../../domain/registry/privacy-information.ts'
import type { Processor } from '../../domain/registry/processors.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import type { PartyRights } from '../../ports/parties/party-rights.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ClientStore } from '../../ports/registry/client-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import { isSuspended } from '../steps/is-suspended.ts'
import { mayAnswer } from '../steps/may-answer.ts'
import { privacyFor } from '../steps/privacy-for.ts'
import { processorsFor } from '../steps/processors-for.ts'
import { type NamedRequest, requestOf } from '../steps/request-of.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest' | 'findGrant'>
  readonly clients: Pick<ClientStore, 'glance' | 'acting'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly rights: Pick<PartyRights, 'mayAct'>
  readonly clock: Clock
}

export interface ShowConsentRequest extends NamedRequest {
  /** A person who is known by name is not looked up again. */
  readonly reader: Party | PartyId
}

export interface ShownRequest {
  readonly request: ConsentRequest
  readonly status: RequestStatus
  /** How the consent is, by its grant once there is one. */
  readonly standing: Standing
  readonly purpose: Purpose
  readonly privacy: PrivacyInformation
  readonly processors: readonly Processor[]
  /** Whether the one who asks may do nothing for now. */
  readonly isSuspended: boolean
  readonly parties: ReadonlyMap<PartyId, KnownParty>
  /** The grant that it is to change, as it is now; absent once it was answered. */
  readonly changes?: AuthorizationGrant | undefined
  /** When it was answered, else now. */
  readonly at: Date
}

/**
 * The request with all that a page needs to show it. Throws `consent-request.not-found`; to those who may not answer it
 * with the reason `other-person`.
 */
export const showConsentRequest =
  (ports: Ports) =>
  async ({ reader, ...named }: ShowConsentRequest): Promise<ShownRequest> => {
    const { consents, registry, rights, clock } = ports
    const request = await requestOf(ports, named)
    const by = typeof reader === 'string' ? reader : reader.id
    if (!(await mayAnswer({ rights }, request, { by, action: 'read' }))) {
      throw new Problem('consent-request.not-found', 'No such request', { reason: 'other-person' })
    }
    const purpose = await registry.findPurpose(request.purpose.id, request.purpose.version)
    if (!purpose) throw new Problem('purpose.unknown', `There is no purpose ${request.purpose.id}`)
    const { state } = request
    const grant = state.name === 'accepted' ? await consents.findGrant(state.grantId) : undefined
    const changed = state.name === 'pending' ? changedGrantOf(request) : undefined
    const now = clock.now()
    return {
      request,
      status: requestStatusAt(request, now),
      standing: consentStandingAt({ request, grant }, now),
      purpose,
      privacy: await privacyFor(ports, request, purpose),
      processors: await processorsFor(ports)(request, purpose),
      isSuspended: await isSuspended(ports.clients, request.clientId),
      parties: await involved(ports, request, reader),
      ...(changed && { changes: await consents.findGrant(changed) }),
      at: 'decision' in state ? state.decision.at : now,
    }
  }

async function involved(
  { parties }: Ports,
  { requestedBy, handledBy, requestedFrom, requestedTo }: ConsentRequest,
  reader: Party | PartyId,
): Promise<ReadonlyMap<PartyId, KnownParty>> {
  const ids = [requestedBy, handledBy, requestedFrom, requestedTo].filter(one => one !== undefined)
  if (typeof reader === 'string' || reader.kind !== 'person') return parties.findAll(ids)
  const others = await parties.findAll(ids.filter(id => !sameParty(id, reader)))
  return new Map([...others, [reader.id, withoutNumber(reader)]])
}
