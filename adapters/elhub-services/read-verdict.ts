import type { CallerVerdict, MarketCaller } from '../../server/ports/market/caller-resolver.ts'
import type { AuthorizationInfo, PolicyAnswer } from './policy-answer.ts'

/** Who calls by the word of a policy decision point. */
export function readVerdict({ result: { tokenInfo, authInfo, error } }: PolicyAnswer): CallerVerdict {
  if (isThere(error)) return { kind: 'unavailable' }
  if (!tokenInfo) return { kind: 'forbidden' }
  if (tokenInfo.tokenStatus !== 'verified') return { kind: 'unauthenticated' }
  const party = readers.get(tokenInfo.tokenType ?? '')?.(authInfo ?? {}, tokenInfo.partyId)
  return party ? { kind: 'party', party, clientId: party.id } : { kind: 'forbidden' }
}

type Reader = (
  info: Partial<AuthorizationInfo>,
  partyId: string | null | undefined,
) => MarketCaller | undefined

const marketParty: Reader = ({ inputFailed, actingGLN, authorizedFunctions }) => {
  const isSupplier = authorizedFunctions?.some(({ functionName }) => functionName === 'BalanceSupplier')
  if (isThere(inputFailed) || !isSupplier) return undefined
  return caller('OrganizationEntity', actingGLN)
}

const endUser: Reader = ({ error, actingType, actingId, actingOrganisationNumber }) => {
  if (isThere(error)) return undefined
  const type = actingType?.trim().toLowerCase()
  if (type === 'person') return caller('Person', actingId)
  return type === 'organisation' ? caller('Organization', actingOrganisationNumber) : undefined
}

const service: Reader = (_info, partyId) => caller('System', partyId)

const readers = new Map([
  ['maskinporten', marketParty],
  ['enduser', endUser],
  ['elhub-service', service],
])

const caller = (type: MarketCaller['type'], id: string | null | undefined): MarketCaller | undefined =>
  id?.trim() ? { type, id } : undefined

/** A member that says something has failed. */
const isThere = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== ''
