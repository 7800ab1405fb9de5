import type { ConsentRequestId, PartyId } from '../../domain/ids.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import { assertOnDuty } from '../../domain/operators/operator.ts'
import type { KnownParty } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import { type InspectedRequest, inspectedRequestAt } from '../../domain/requests/consent-request.ts'
import type { DeskQuery, KeptDocument } from '../../ports/desk/desk-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { assertLookedUp, type Looking, type LookPorts } from '../steps/assert-looked-up.ts'

interface Ports extends LookPorts {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly query: Pick<ConsentQuery, 'requestHistory'>
  readonly deskQuery: Pick<DeskQuery, 'documentOf'>
  readonly parties: Pick<PartyStore, 'find' | 'findAll'>
}

interface ReadRequest extends Looking {
  readonly id: ConsentRequestId
}

/** A request with its answer, where there is one, and the text as it was read. */
export interface RequestPage extends InspectedRequest {
  readonly events: readonly NumberedEvent[]
  readonly document: KeptDocument | undefined
  /** Everybody whom it names. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/** One request at the desk, for a reason as `readParty` takes. Throws `consent-request.not-found`. */
export const readRequest =
  (ports: Ports) =>
  async ({ id, ...looking }: ReadRequest): Promise<RequestPage> => {
    assertOnDuty(looking.operator, 'request.read', looking.reason)
    const request = await ports.consents.findRequest(id)
    if (!request) throw new Problem('consent-request.not-found', 'No such request', { reason: 'unknown' })
    const { requestedBy, handledBy, requestedFrom, requestedTo } = request
    await assertLookedUp(ports)({
      ...looking,
      operation: 'request.read',
      party: requestedFrom,
      target: { kind: 'request', id },
    })
    const [events, document] = await Promise.all([
      ports.query.requestHistory(id),
      ports.deskQuery.documentOf(id),
    ])
    const named = [requestedBy, handledBy, requestedFrom, requestedTo, ...events.map(({ by }) => by)]
    const parties = await ports.parties.findAll([...new Set(named.filter(one => one !== undefined))])
    return { ...inspectedRequestAt(request, ports.clock.now()), events, document, parties }
  }
