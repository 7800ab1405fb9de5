import type { PartyId } from '../../../server/domain/ids.ts'
import type { KnownParty, PartyIdentifier } from '../../../server/domain/party.ts'
import type { PartyStore } from '../../../server/ports/parties/party-store.ts'
import { monotonicMs } from '../../clock/monotonic.ts'

interface Kept {
  readonly party: KnownParty
  readonly identifier: PartyIdentifier
  /** On the clock that never jumps. */
  readonly until: number
}

const mostKept = 10_000

/**
 * The same store, knowing organizations and systems by heart for some milliseconds: the same askers are on every page.
 * Persons are always read.
 */
export function briefOrganizations(store: PartyStore, milliseconds = 3_000): PartyStore {
  const byId = new Map<PartyId, Kept>()
  const byIdentifier = new Map<string, Kept>()

  const forgetAll = (): void => {
    byId.clear()
    byIdentifier.clear()
  }

  const keep = (party: KnownParty, identifier: PartyIdentifier): void => {
    if (byId.size >= mostKept) forgetAll()
    const kept = { party, identifier, until: monotonicMs() + milliseconds }
    byId.set(party.id, kept)
    byIdentifier.set(nameOf(identifier), kept)
  }

  const fresh = (kept: Kept | undefined): Kept | undefined =>
    kept && monotonicMs() < kept.until ? kept : undefined

  const findAll: PartyStore['findAll'] = async ids => {
    const known = new Map(ids.flatMap(id => asEntry(id, fresh(byId.get(id))?.party)))
    const others = ids.filter(id => !known.has(id))
    if (others.length === 0) return known
    const found = await store.findAll(others)
    for (const party of found.values()) if (party.identifier) keep(party, party.identifier)
    return new Map([...known, ...found])
  }

  const revealAll: PartyStore['revealAll'] = async ids => {
    const known = ids.flatMap(id => asEntry(id, fresh(byId.get(id))?.identifier))
    const others = ids.filter(id => !known.some(([one]) => one === id))
    return new Map(others.length === 0 ? known : [...known, ...(await store.revealAll(others))])
  }

  return {
    identify: store.identify,

    async findOrAdd(identifier, displayName, id) {
      const kept = fresh(byIdentifier.get(nameOf(identifier)))
      if (kept && (displayName ?? kept.party.displayName) === kept.party.displayName) return kept.party
      if (identifier.kind === 'person') return store.findOrAdd(identifier, displayName, id)
      const known = await store.findByIdentifier(identifier)
      if (!known || (displayName ?? known.displayName) !== known.displayName) {
        return store.findOrAdd(identifier, displayName, id)
      }
      keep(known, identifier)
      return known
    },

    findOrAddAll: store.findOrAddAll,

    async belong(id, organization) {
      await store.belong(id, organization)
      forgetAll()
    },

    find: async id => (await findAll([id])).get(id),

    findAll,

    findByIdentifier: identifier => store.findByIdentifier(identifier),

    async findAllByIdentifier(identifiers) {
      const known = identifiers.map(identifier => fresh(byIdentifier.get(nameOf(identifier)))?.party)
      if (known.every(party => party !== undefined)) return known
      const found = await store.findAllByIdentifier(identifiers)
      for (const party of found) if (party?.identifier) keep(party, party.identifier)
      return found
    },

    revealIdentifier: async id => (await revealAll([id])).get(id),

    revealAll,

    async forget(id) {
      await store.forget(id)
      forgetAll()
    },
  }
}

const nameOf = ({ scheme, value }: PartyIdentifier): string => `${scheme}:${value}`

const asEntry = <T>(id: PartyId, known: T | undefined): [PartyId, T][] =>
  known === undefined ? [] : [[id, known]]
