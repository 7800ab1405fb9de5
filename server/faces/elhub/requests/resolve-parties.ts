import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import type { ResolvedParty } from '../market-parties.ts'
import { refuse } from '../wire/refusals.ts'
import type { PartyIdentifier } from './asked-schema.ts'

interface Named {
  readonly requestedBy: PartyIdentifier
  readonly requestedFrom: PartyIdentifier
  readonly requestedTo: PartyIdentifier
}

interface Resolving {
  readonly caller: Caller
  /** How a national identity number that is nobody's is refused. */
  readonly badNumber: 'invalid-number' | 'invalid-number-on-paper'
}

/** Only a market party may ask. */
export function assertMarketParty({ party }: Caller): void {
  if (party.type !== 'OrganizationEntity') {
    throw refuse('not-authorized', {
      detail: 'The authorized party is not permitted to perform this action.',
    })
  }
}

/** The parties of a wish, the one who asks first, which must be the caller. */
export async function resolveParties(
  { market }: Pick<ElhubTools, 'market'>,
  named: Named,
  { caller, badNumber }: Resolving,
): Promise<Readonly<Record<keyof Named, ResolvedParty>>> {
  const resolve = async ({ idType, idValue }: PartyIdentifier): Promise<ResolvedParty> => {
    if (idType === 'GlobalLocationNumber') return { type: 'OrganizationEntity', id: idValue }
    if (idType === 'OrganizationNumber') return { type: 'Organization', id: idValue }
    const person = await market.persons.findOrCreateByNin(idValue, caller.trace)
    if (person === 'invalid') throw refuse(badNumber)
    return { type: 'Person', id: person.personId, party: person.party }
  }

  const requestedBy = await resolve(named.requestedBy)
  if (requestedBy.type !== caller.party.type || requestedBy.id !== caller.party.id) {
    throw refuse('not-authorized', { detail: 'RequestedBy must match the authorized party' })
  }
  const requestedFrom = await resolve(named.requestedFrom)
  const isSame = sameIdentifier(named.requestedFrom, named.requestedTo)
  return {
    requestedBy,
    requestedFrom,
    requestedTo: isSame ? requestedFrom : await resolve(named.requestedTo),
  }
}

const sameIdentifier = (a: PartyIdentifier, b: PartyIdentifier): boolean =>
  a.idType === b.idType && a.idValue === b.idValue
