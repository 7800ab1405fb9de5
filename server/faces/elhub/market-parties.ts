import type { PartyId } from '../../domain/ids.ts'
import { type KnownParty, marketParty, organization, type PartyIdentifier } from '../../domain/party.ts'
import type { MarketCaller } from '../../ports/market/caller-resolver.ts'
import type { Linkage } from './wire/json-api.ts'
import { toOne } from './wire/json-api.ts'
import type { ElhubTools } from './elhub-tools.ts'

type Tools = Pick<ElhubTools, 'parties' | 'market'>

/** What an organization is called by; a person is the directory's to know, and a system is nobody's party here. */
const identifierOf = ({ type, id }: MarketCaller): PartyIdentifier | undefined => {
  if (type === 'OrganizationEntity') return marketParty(id)
  return type === 'Organization' ? organization(id) : undefined
}

/** Our party behind one of the market's, without making it. */
export async function findParty(
  { parties, market }: Tools,
  wanted: MarketCaller,
): Promise<PartyId | undefined> {
  if (wanted.type === 'Person') return market.persons.partyOf(wanted.id)
  const identifier = identifierOf(wanted)
  return identifier && (await parties.findByIdentifier(identifier))?.id
}

/** One of the market's parties, looked up; `party` is ours behind a person, whom the directory has made. */
export interface ResolvedParty extends MarketCaller {
  readonly party?: PartyId
}

/** Our party behind one of the market's, made on first sight. */
export async function findOrAddParty(
  { parties }: Pick<Tools, 'parties'>,
  wanted: ResolvedParty,
): Promise<PartyId> {
  if (wanted.party !== undefined) return wanted.party
  const identifier = identifierOf(wanted)
  if (!identifier) throw new Error(`There is no party behind the ${wanted.type} ${wanted.id}`)
  return (await parties.findOrAdd(identifier)).id
}

/** How the market names our parties, by their ids. */
export type MarketNames = ReadonlyMap<PartyId, MarketCaller>

/** What the market calls these parties. */
export const marketNames = async (tools: Tools, ids: readonly PartyId[]): Promise<MarketNames> =>
  namesOf(tools, await tools.parties.findAll([...new Set(ids)]))

/** The same for parties that were read already. */
export async function namesOf(
  { market }: Pick<Tools, 'market'>,
  known: ReadonlyMap<PartyId, KnownParty>,
): Promise<MarketNames> {
  const persons = [...known.values()].filter(({ kind }) => kind === 'person').map(({ id }) => id)
  const personIds = persons.length > 0 ? await market.persons.personIdsOf(persons) : new Map()
  const nameOf = (party: KnownParty): MarketCaller =>
    party.kind === 'person'
      ? { type: 'Person', id: personIds.get(party.id) ?? party.id }
      : organizationName(party)
  return new Map([...known.values()].map(party => [party.id, nameOf(party)]))
}

function organizationName({ id, identifier }: KnownParty): MarketCaller {
  const value = identifier?.value ?? id
  if (identifier?.scheme === 'gln') return { type: 'OrganizationEntity', id: value }
  return { type: identifier?.scheme === 'system' ? 'System' : 'Organization', id: value }
}

/** A party as a relationship of something. */
export const toParty = (names: MarketNames, id: PartyId): Linkage => {
  const name = names.get(id)
  if (!name) throw new Error(`The party ${id} is unknown`)
  return toOne(name.type, name.id)
}
