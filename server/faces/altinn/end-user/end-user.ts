import { type PartyId, parseId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { LoginLevel } from '../../../domain/requests/purpose.ts'
import type { Authenticate } from '../../../http/api/api.ts'
import type { AccessTokenVerifier } from '../../../ports/oauth/access-token-verifier.ts'
import type { PartyStore } from '../../../ports/parties/party-store.ts'
import { type Caller, scopesIn, verify } from '../caller.ts'
import { scopes } from '../names.ts'

/** A person who has logged in at a portal. */
export interface EndUser {
  readonly party: PartyId
  readonly level: LoginLevel
}

/** 401 without a good token of a portal, 403 with one for something else, 401 with one that names nobody. */
export const authenticateEndUser =
  (tokens: AccessTokenVerifier, parties: Pick<PartyStore, 'find'>): Authenticate<EndUser> =>
  async authorization => {
    const { claims } = await verify(tokens, authorization)
    if (!scopesIn(claims).includes(scopes.endUser)) {
      throw new Problem('caller.forbidden', 'The access token is for something else')
    }
    const party = partyIn(claims)
    if (party && (await parties.find(party))?.kind !== 'organization')
      return { party, level: levelIn(claims) }
    throw new Problem('caller.unauthenticated', 'The access token names no person')
  }

function partyIn({ 'urn:altinn:party:uuid': party }: Caller['claims']): PartyId | undefined {
  return typeof party === 'string' ? parseId(party) : undefined
}

/** ID-porten's and Altinn's levels. Portals let nobody in below the second highest. */
function levelIn(claims: Caller['claims']): LoginLevel {
  const said = claims['urn:altinn:authlevel'] ?? claims.acr
  const level = typeof said === 'number' ? said.toString() : typeof said === 'string' ? said : ''
  if (/^(4|.*high|Level4)$/i.test(level)) return 'high'
  return /^([0-2]|.*low|selfregistered.*)$/i.test(level) ? 'low' : 'substantial'
}
