import type { ConsentRequestId } from '../../domain/ids.ts'
import { assertPending, type ConsentRequest } from '../../domain/requests/consent-request.ts'
import { Problem } from '../../domain/problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ConsentStore } from '../../ports/requests/consent-store.ts'

interface Ports {
  readonly consents: Pick<ConsentStore, 'findRequest'>
  readonly clock: Clock
}

/** A request by its id; `read` is what the caller has read of it already. Nothing of it ever changes but its state. */
export interface NamedRequest {
  readonly id: ConsentRequestId
  readonly read?: ConsentRequest | undefined
}

/** The request as it was read, else as it is now. Throws `consent-request.not-found`. */
export async function requestOf(
  { consents }: Pick<Ports, 'consents'>,
  { id, read }: NamedRequest,
): Promise<ConsentRequest> {
  const request = read?.id === id ? read : await consents.findRequest(id)
  if (request) return request
  throw new Problem('consent-request.not-found', 'No such request', { reason: 'unknown' })
}

/** Somebody else was first: throws what became of the request meanwhile. */
export async function throwSettled(ports: Ports, { id }: Pick<NamedRequest, 'id'>): Promise<never> {
  assertPending(await requestOf(ports, { id }), ports.clock.now())
  throw new Problem('consent-request.already-decided', 'The request was answered meanwhile')
}
