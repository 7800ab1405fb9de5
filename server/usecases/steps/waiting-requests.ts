import type { PartyId } from '../../domain/ids.ts'
import type { Marked } from '../../ports/requests/consent-query.ts'

/** What of what waits for an answer somebody is shown. */
export interface WaitingRequests {
  /** Whose data or matter. */
  readonly about: PartyId
  /** Who looks for something to answer. */
  readonly reader: PartyId
  readonly among: readonly Marked[]
}

/** Of the one it is about, or of the reader. */
export const waitingOf = ({ about, reader, among }: WaitingRequests) => ({
  requestedFrom: about,
  requestedTo: [about, reader],
  among,
})
