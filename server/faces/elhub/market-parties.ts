import {
  marketParty,
  organization,
  type Party,
  type PartyId,
  type PartyIdentifier,
} from '../../domain/party.ts'
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

/** Our party behind one of the market's, made on first sight. A person was made by the directory. */
export async function findOrAddParty(
  { parties, market }: Tools,
  wanted: MarketCaller,
  name?: string,
): Promise<PartyId> {
  const identifier = identifierOf(wanted)
  const id = identifier
    ? (await parties.findOrAdd(identifier, name)).id
    : await market.persons.partyOf(wanted.id)
  if (id === undefined) throw new Error(`There is no party behind the ${wanted.type} ${wanted.id}`)
  return id
}

/** How the market names our parties, by their ids. */
export type MarketNames = ReadonlyMap<PartyId, MarketCaller>

/** What the market calls these parties. */
export async function marketNames({ parties, market }: Tools, ids: readonly PartyId[]): Promise<MarketNames> {
  const known = await parties.findAll([...new Set(ids)])
  const persons = [...known.values()].filter(({ kind }) => kind === 'person').map(({ id }) => id)
  const personIds = await market.persons.personIdsOf(persons)
  const named = [...known.values()].map(
    async (party): Promise<[PartyId, MarketCaller]> => [
      party.id,
      party.kind === 'person'
        ? { type: 'Person', id: personIds.get(party.id) ?? party.id }
        : await organizationName({ parties }, party),
    ],
  )
  return new Map(await Promise.all(named))
}

async function organizationName(
  { parties }: Pick<ElhubTools, 'parties'>,
  { id }: Party,
): Promise<MarketCaller> {
  const identifier = await parties.revealIdentifier(id)
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
