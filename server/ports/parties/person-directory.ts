import type { PartyId } from '../../domain/ids.ts'

/** Knows persons by an id that reveals nothing of their national identity numbers. */
export interface PersonDirectory {
  /** The directory's id of the person, and our party, made on first sight. Throws when the directory cannot say. */
  findOrCreateByNin(nin: string, traceId: string): Promise<DirectedPerson | 'invalid'>
  /** Our party behind an id that the directory gave out; `undefined` for one that was never seen here. */
  partyOf(personId: string): Promise<PartyId | undefined>
  /** The directory's ids of our parties; who has none goes by the party's own id. */
  personIdsOf(parties: readonly PartyId[]): Promise<ReadonlyMap<PartyId, string>>
}

export interface DirectedPerson {
  readonly personId: string
  readonly party: PartyId
}

/** A directory elsewhere, of which only this is needed. */
export interface PersonSource {
  /**
   * Its id (UUID, lower case) of the person, made on first sight; `undefined` when the number is nobody's. Throws when it
   * cannot tell.
   */
  findOrCreate(nin: string, traceId: string): Promise<string | undefined>
}
