import type { Party } from '../../domain/party.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

interface Ports {
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
}

/** A request with what a list names. */
export interface ListedRequest {
  readonly request: ConsentRequest
  readonly requestedBy: Party | undefined
  readonly purpose: Purpose | undefined
}

/** The requests with who asked and what for, in their order. */
export async function nameRequests(
  { parties, registry }: Ports,
  requests: readonly ConsentRequest[],
): Promise<readonly ListedRequest[]> {
  const named = await parties.findAll(requests.map(({ requestedBy }) => requestedBy))
  return Promise.all(
    requests.map(async request => ({
      request,
      requestedBy: named.get(request.requestedBy),
      purpose: await registry.findPurpose(request.purpose.id, request.purpose.version),
    })),
  )
}
