import type { ConsentQuery } from '../../ports/requests/consent-query.ts'
import { type WaitingRequests, waitingOf } from '../steps/waiting-requests.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'hasOtherWaiting'>
}

/** Whether something waits for an answer at a page that `among` does not name; whether she may know is not asked. */
export const hasOtherWaiting =
  ({ query }: Ports) =>
  (shown: WaitingRequests): Promise<boolean> =>
    query.hasOtherWaiting(waitingOf(shown))
