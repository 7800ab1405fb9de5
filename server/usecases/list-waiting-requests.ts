import type { ConsentRequest } from '../domain/consent-request.ts'
import type { PartyId } from '../domain/party.ts'
import type { ConsentQuery, Page, PageRequest } from '../ports/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requestsWaitingFor'>
}

/** What waits for this party's answer right now. */
export const listWaitingRequests =
  ({ query }: Ports) =>
  (party: PartyId, page: PageRequest): Promise<Page<ConsentRequest>> =>
    query.requestsWaitingFor(party, page)
