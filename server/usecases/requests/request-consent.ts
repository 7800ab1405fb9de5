import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'
import { type ComposingPorts, composeRequest, type RequestConsent } from './compose-request.ts'

export type { RequestConsent } from './compose-request.ts'

interface Ports extends ComposingPorts {
  readonly consents: Pick<ConsentStore, 'addRequest' | 'findRequest'>
}

/** The request that stands under the id, and whether this very call has put it there. */
export interface Requested {
  readonly request: ConsentRequest
  readonly isNew: boolean
}

/**
 * Asks. Repeating it with the same id gives the request that stands there already.
 * Throws `purpose.unknown`, `purpose.too-long` or `scope.unknown` for what the purpose does not allow.
 */
export const requestConsent =
  (ports: Ports) =>
  async (command: RequestConsent): Promise<Requested> => {
    const { request, event } = await composeRequest(ports, command, 'page')
    if (await ports.consents.addRequest(request, event)) return { request, isNew: true }
    return { request: (await ports.consents.findRequest(request.id)) ?? request, isNew: false }
  }
