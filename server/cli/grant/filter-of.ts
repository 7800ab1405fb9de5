import type { Party } from '../../domain/party.ts'
import { Problem } from '../../domain/problem.ts'
import type { GrantFilter } from '../../ports/requests/consent-query.ts'
import type { PartyStore } from '../../ports/parties/party-store.ts'
import { findClient } from '../client/find-client.ts'
import type { Storage } from '../storage.ts'

interface Wished {
  readonly client?: string
  readonly givenBy?: string
  readonly standing: string
}

const standings = ['active', 'ended', 'any'] as const

/** Throws for a standing, a client or a party that there is not: nobody's grants are not the same as none. */
export async function filterOf(
  { clients, parties, query }: Pick<Storage, 'clients' | 'parties' | 'query'>,
  { client, givenBy, standing: wished }: Wished,
): Promise<GrantFilter> {
  const standing = standings.find(one => one === wished)
  if (!standing) throw new Problem('request.malformed', '--standing must be active, ended or any')
  if (client !== undefined) await assertKnown({ clients, query }, client)
  const giver = givenBy === undefined ? undefined : await findParty(parties, givenBy)
  return { standing, clientId: client, givenBy: giver?.id }
}

/** A client that was removed is known by the grants it got. */
async function assertKnown(
  { clients, query }: Pick<Storage, 'clients' | 'query'>,
  clientId: string,
): Promise<void> {
  const { items } = await query.grants({ clientId, standing: 'any' }, { limit: 1 })
  if (items.length === 0) await findClient(clients, clientId)
}

async function findParty(parties: Pick<PartyStore, 'find'>, typed: string): Promise<Party> {
  const party = await parties.find(typed.toLowerCase() as Party['id'])
  if (!party) throw new Problem('party.not-found', 'There is no party with this random id')
  return party
}
