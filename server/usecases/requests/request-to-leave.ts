import type { ConsentRequestId } from '../../domain/ids.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
}

/**
 * The request that somebody turns her back on, `undefined` when there is none. She need not have logged in, so nothing of it is
 * for her to read: it only says where she came from.
 */
export const requestToLeave =
  ({ consents }: Ports) =>
  (id: ConsentRequestId): Promise<ConsentRequest | undefined> =>
    consents.findRequest(id)
