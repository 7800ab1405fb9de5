import type { PartyId } from '../../server/domain/ids.ts'
import { organization } from '../../server/domain/party.ts'
import type { LoginLevel } from '../../server/domain/requests/purpose.ts'
import type { VerifiedToken } from '../../server/ports/oauth/access-token-verifier.ts'
import type { CallerEvidence, CallerVerdict } from '../../server/ports/market/caller-resolver.ts'
import type { PartyRights } from '../../server/ports/parties/party-rights.ts'
import type { PartyStore } from '../../server/ports/parties/party-store.ts'
import type { PersonDirectory } from '../../server/ports/parties/person-directory.ts'
import { scopesIn, textIn } from './claims.ts'

export interface EndUserMaterials {
  readonly persons: PersonDirectory
  readonly parties: Pick<PartyStore, 'findByIdentifier'>
  readonly rights: Pick<PartyRights, 'mayAct'>
}

export const endUserScope = 'elhub:enduser'

const levels: Readonly<Record<string, LoginLevel>> = {
  'idporten-loa-low': 'low',
  'idporten-loa-substantial': 'substantial',
  'idporten-loa-high': 'high',
}

const forbidden: CallerVerdict = { kind: 'forbidden' }

/**
 * The person is `party_uuid` (her id in the person directory) or `pid` (her national identity number). She acts for the
 * organization of the claim `acting_organisation`, which the issuer answers for, or of the header, when she may read and
 * answer its consents.
 */
export async function resolveEndUser(
  materials: EndUserMaterials,
  { claims }: VerifiedToken,
  { onBehalfOfOrganization: wanted, traceId }: CallerEvidence,
): Promise<CallerVerdict> {
  const personId = await personIn(materials, claims, traceId)
  if (personId === undefined || !scopesIn(claims).includes(endUserScope)) return forbidden
  const given = textIn(claims, 'acting_organisation')
  const acting = wanted ?? given
  if (acting !== undefined && acting !== given && !(await mayActFor(materials, personId, acting))) {
    return forbidden
  }
  return {
    kind: 'party',
    party: acting === undefined ? { type: 'Person', id: personId } : { type: 'Organization', id: acting },
    clientId: textIn(claims, 'client_id') ?? 'elhub-end-user',
    level: levels[textIn(claims, 'acr') ?? ''] ?? 'substantial',
  }
}

async function personIn(
  { persons }: EndUserMaterials,
  claims: VerifiedToken['claims'],
  traceId: string,
): Promise<string | undefined> {
  const id = textIn(claims, 'party_uuid')
  if (id !== undefined) return id
  const nin = textIn(claims, 'pid')
  const found = nin === undefined ? 'invalid' : await persons.findOrCreateByNin(nin, traceId)
  return found === 'invalid' ? undefined : found.personId
}

async function mayActFor(
  { persons, parties, rights }: EndUserMaterials,
  personId: string,
  orgno: string,
): Promise<boolean> {
  if (!/^[0-9]{9}$/.test(orgno)) return false
  const [actor, other] = await Promise.all([
    persons.partyOf(personId),
    parties.findByIdentifier(organization(orgno)),
  ])
  if (!actor || !other) return false
  return rights.mayAct(['read', 'write'].map(action => consents(actor, other.id, action)))
}

const consents = (actor: PartyId, onBehalfOf: PartyId, action: string) => ({
  actor,
  onBehalfOf,
  resource: 'consents',
  action,
})
