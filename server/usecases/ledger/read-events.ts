import type { PartyId } from '../../domain/ids.ts'
import type { NumberedEvent } from '../../domain/event.ts'
import type { ConsentQuery } from '../../ports/requests/consent-query.ts'

interface Ports {
  readonly query: Pick<ConsentQuery, 'events'>
}

/** An asker's facts with a number above `after`, in the order they were committed. */
export const readEvents =
  ({ query }: Ports) =>
  (stream: PartyId, after: number, limit: number): Promise<readonly NumberedEvent[]> =>
    query.events(stream, after, limit)
