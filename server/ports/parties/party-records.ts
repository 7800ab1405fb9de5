import type { KeptConsent, KeptDocument, KeptRequest, OwnFacts } from '../../domain/exported-party.ts'
import type { PartyId } from '../../domain/ids.ts'

/**
 * All that is kept about one party, read for nobody else. In pages, the newest first: what is added while they are read may
 * be missing, nothing is there twice.
 */
export interface PartyRecords {
  /** What was given of this party's. */
  consents(party: PartyId): AsyncIterable<readonly KeptConsent[]>
  /** What was asked of this party's and not accepted. */
  requests(party: PartyId): AsyncIterable<readonly KeptRequest[]>
  documents(party: PartyId): Promise<readonly KeptDocument[]>
  /** Beside the identifier. */
  numbers(party: PartyId): Promise<Pick<OwnFacts, 'aliases' | 'meteringPoints'>>
}
