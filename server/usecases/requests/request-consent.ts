import type { PartyId } from '../../domain/ids.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { KnownParty } from '../../domain/party.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { type ComposingPorts, composeRequest, type RequestConsent } from '../steps/compose-request.ts'

export type { RequestConsent } from '../steps/compose-request.ts'

interface Ports extends ComposingPorts {
  readonly consents: Pick<ConsentStore, 'addRequest' | 'findRequest'>
}

/** The request that has the id, and whether this very call has put it there. */
export interface Requested {
  readonly request: ConsentRequest
  readonly isNew: boolean
  readonly purpose: Purpose
  /** Those who ask. */
  readonly parties: ReadonlyMap<PartyId, KnownParty>
}

/**
 * Asks. Repeating it with the same id gives the request that is there already.
 * Throws `purpose.unknown`, `purpose.too-long` or `scope.unknown` for what the purpose does not allow.
 */
export const requestConsent =
  (ports: Ports) =>
  async (command: RequestConsent): Promise<Requested> => {
    const { event, ...composed } = await composeRequest(ports, command, 'page')
    const isNew = await ports.consents.addRequest(composed.request, event)
    if (isNew) return { ...composed, isNew }
    const { request } = composed
    return { ...composed, isNew, request: (await ports.consents.findRequest(request.id)) ?? request }
  }
