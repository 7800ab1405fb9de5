import type { ConsentQuery, RequestFilter } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'countRequests'>
}

/** How many requests there are about one party whose answer is not yet due, also when it was given. */
export const countRequests =
  ({ query }: Ports) =>
  (filter: RequestFilter): Promise<number> =>
    query.countRequests(filter)
