import type { PartyId } from '../../domain/ids.ts'
import type { KnownParty, PartyIdentifier } from '../../domain/party.ts'

/** Who is who. Identifiers and persons' names are encrypted at rest; who is known is found by a keyed hash. */
export interface PartyStore {
  /**
   * The party with this identifier, made on first sight. Two callers at once get the same party.
   * A `displayName` replaces the one kept; without it the one kept stays. `id` is the one it gets on first sight, when
   * somebody else has named it already.
   */
  findOrAdd(identifier: PartyIdentifier, displayName?: string, id?: PartyId): Promise<KnownParty>
  /** The same for some hundreds at once, in their order, which keep the names they have. */
  findOrAddAll(identifiers: readonly PartyIdentifier[]): Promise<readonly KnownParty[]>
  /** A market party is of this organization from now on, and of no other. */
  belong(id: PartyId, organization: PartyId): Promise<void>
  /** The id of the person with this number, made on first sight, by the same work whether it is: the time tells nothing. */
  identify(identifier: PartyIdentifier): Promise<PartyId>
  find(id: PartyId): Promise<KnownParty | undefined>
  findAll(ids: readonly PartyId[]): Promise<ReadonlyMap<PartyId, KnownParty>>
  /** The party with this identifier, if it was ever seen. */
  findByIdentifier(identifier: PartyIdentifier): Promise<KnownParty | undefined>
  /** The same for several, in their order. */
  findAllByIdentifier(identifiers: readonly PartyIdentifier[]): Promise<readonly (KnownParty | undefined)[]>
  /** The number in clear. Call it only where the answer is meant to hold it; never log it. */
  revealIdentifier(id: PartyId): Promise<PartyIdentifier | undefined>
  /** The same for several; without those who are not there. */
  revealAll(ids: readonly PartyId[]): Promise<ReadonlyMap<PartyId, PartyIdentifier>>
  /**
   * Erases what can be read about a party, for good: her key is thrown away, so that names, messages, rights and the texts
   * that were shown are blank from now on, and the number finds nobody. Consents, their events and the hashes of what was
   * shown stay. Repeating it changes nothing. Somebody who comes back with the same number is a new party.
   */
  forget(id: PartyId): Promise<void>
}
