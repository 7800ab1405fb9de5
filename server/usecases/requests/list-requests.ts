import type { ConsentRequest } from '../../domain/requests/consent-request.ts'
import type { ConsentQuery, Page, PageRequest, RequestFilter } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requests'>
}

/** Requests about one party, newest first. */
export const listRequests =
  ({ query }: Ports) =>
  (filter: RequestFilter, page: PageRequest): Promise<Page<ConsentRequest>> =>
    query.requests(filter, page)
