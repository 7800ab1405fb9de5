import type { PartyId } from '../../domain/ids.ts'
import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { Party } from '../../domain/party.ts'
import type { Purpose } from '../../domain/requests/purpose.ts'
import type { ConsentQuery, Page, PageRequest, RequestFilter } from '../../ports/requests/consent-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requests'>
  readonly parties: Pick<PartyStore, 'findAll'>
  readonly registry: Pick<RegistryStore, 'findPurpose'>
}

export interface WaitingRequests {
  /** Whose data or matter. */
  readonly about: PartyId
  /** Who looks for something to answer. */
  readonly reader: PartyId
  readonly among: RequestFilter['among']
}

export interface WaitingRequest {
  readonly request: ConsentRequest
  readonly requestedBy: Party | undefined
  readonly purpose: Purpose | undefined
}

/** What waits for an answer right now, of the one it is about or of the reader; whether she may read it is not asked. */
export const listWaitingRequests =
  ({ query, parties, registry }: Ports) =>
  async ({ about, reader, among }: WaitingRequests, page: PageRequest): Promise<Page<WaitingRequest>> => {
    const filter = { requestedFrom: about, requestedTo: [about, reader], among, standing: 'pending' } as const
    const { items, next } = await query.requests(filter, page)
    const named = await parties.findAll(items.map(request => request.requestedBy))
    const listed = items.map(async request => ({
      request,
      requestedBy: named.get(request.requestedBy),
      purpose: await registry.findPurpose(request.purpose.id, request.purpose.version),
    }))
    return { items: await Promise.all(listed), next }
  }
