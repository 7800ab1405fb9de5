import type { ConsentRight } from '../../../domain/registry/consent-right.ts'
import type { Standing } from '../../../domain/grants/standing.ts'
import type { VerifiedToken } from '../../../ports/oauth/access-token-verifier.ts'
import type { DataSource } from '../caller.ts'
import type { MaskinportenTools } from '../maskinporten-tools.ts'
import { textsIn } from '../assertion/read-claims.ts'

type Claims = VerifiedToken['claims']

/** As `consentDocument` has written it into the token. */
interface CarriedConsent {
  readonly id: string
  readonly consentRights: readonly { readonly resource: readonly ConsentRight['resource'][] }[]
}

const carried = ({ authorization_details: details }: Claims): CarriedConsent | undefined =>
  (details as readonly CarriedConsent[] | undefined)?.[0]

/** Whether a token is meant for this data source: it owns a resource of the consent, or the API that a scope opens. */
export async function isConcerned(
  { registry }: Pick<MaskinportenTools, 'registry'>,
  { orgno }: DataSource,
  claims: Claims,
): Promise<boolean> {
  const ids =
    carried(claims)?.consentRights.flatMap(({ resource }) => resource.map(({ value }) => value)) ?? []
  const resources = await Promise.all(ids.map(id => registry.consentResources.find(id)))
  if (resources.some(resource => resource?.owner.orgno === orgno)) return true
  const scopes = await Promise.all(textsIn(claims.scope).map(id => registry.tokenScopes.find(id)))
  return scopes.some(scope => scope?.owner === orgno)
}

/** Whether the consent in a token is active, also when the token has used it up; a token without one is active by itself. */
export async function standingConsent(
  { core }: Pick<MaskinportenTools, 'core'>,
  claims: Claims,
): Promise<boolean> {
  const consent = carried(claims)
  if (!consent) return true
  const found = await core.lookUpConsent(consent.id)
  return found !== undefined && carries[found.standing]
}

const carries: Readonly<Record<Standing, boolean>> = {
  active: true,
  'used-up': true,
  waiting: false,
  unanswered: false,
  rejected: false,
  withdrawn: false,
  'not-begun': false,
  revoked: false,
  over: false,
}
