import type { Party, PartyId, PartyIdentifier } from '../../domain/party.ts'

/** Who is who. Identifiers are encrypted at rest and found by a keyed hash. */
export interface PartyStore {
  /**
   * The party with this identifier, made on first sight. Two callers at once get the same party.
   * A `displayName` replaces the one kept; without it the one kept stays. `id` is the one it gets on first sight, when
   * somebody else has named it already.
   */
  findOrAdd(identifier: PartyIdentifier, displayName?: string, id?: PartyId): Promise<Party>
  find(id: PartyId): Promise<Party | undefined>
  findAll(ids: readonly PartyId[]): Promise<ReadonlyMap<PartyId, Party>>
  /** The party with this identifier, if it was ever seen. */
  findByIdentifier(identifier: PartyIdentifier): Promise<Party | undefined>
  /** The number in clear. Call it only where the answer is meant to hold it; never log it. */
  revealIdentifier(id: PartyId): Promise<PartyIdentifier | undefined>
}
