import type { ConsentRequestId } from '../../domain/ids.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'requestHistory' | 'requestEvents'>
}

/** What happened to requests. Whether the caller may know of it is the caller's to judge. */
export const readRequestEvents = ({ query }: Ports) => ({
  /** To one of them and the grant it gave, oldest first. */
  of: (id: ConsentRequestId): Promise<readonly NumberedEvent[]> => query.requestHistory(id),
  /** To those of one asker, by the ids of the events. */
  page: query.requestEvents,
})
