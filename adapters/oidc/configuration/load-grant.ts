import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import type { PartyId } from '../../../server/domain/ids.ts'
import type { AuthorizationGrant } from '../../../server/domain/grants/authorization-grant.ts'
import { managementScopes } from '../../../server/domain/grants/grant-management.ts'
import { protocolScopesOf } from '../../../server/domain/requests/protocol-scopes.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Scope } from '../../../server/domain/registry/scope.ts'
import { namedDetails } from '../tokens/asked-details.ts'
import { clientOf } from '../clients/clients.ts'
import { identityScopes } from '../tokens/identity-scopes.ts'
import type { Materials } from '../issuer/materials.ts'
import { speaking } from '../errors/to-oauth-error.ts'

type Sources = Pick<Materials, 'query' | 'holderOf'>

/** The grant that was just given; with `prompt=none` one given before that may be used many times and covers all. */
export const loadExistingGrant = (
  profile: OAuthProfile,
  materials: Sources,
): Configuration['loadExistingGrant'] =>
  speaking(async (ctx: KoaContextWithOIDC) => {
    const id = ctx.oidc.result?.consent?.grantId ?? (await coveringGrant(ctx, { profile, ...materials }))
    return id === undefined ? undefined : ctx.oidc.provider.Grant.find(id)
  })

async function coveringGrant(
  { oidc }: KoaContextWithOIDC,
  { profile, query, holderOf }: Sources & { readonly profile: OAuthProfile },
): Promise<string | undefined> {
  const { params, account } = oidc
  if (profile.dialect || !oidc.prompts.has('none') || !account || !oidc.client) return undefined
  // What a client does to a grant is asked for, or done at our pages.
  if (params?.grant_management_action !== undefined) return undefined
  const client = clientOf(oidc.client)
  const purposeId = params?.purpose ?? client.purposes[0]
  const details = namedDetails({ oidc } as KoaContextWithOIDC) ?? []
  const ofResource = resourceScopes(oidc, details.length > 0)
  if (typeof purposeId !== 'string' || !client.purposes.includes(purposeId) || !ofResource) return undefined
  const holder = await holderOf(client)
  const found =
    holder &&
    (await query.findCoveringGrant({
      giver: account.accountId as PartyId,
      clientId: client.id,
      holder,
      purposeId,
      scopes: [...ofResource, ...identityScopes(profile, oidc.requestParamOIDCScopes)],
      details,
    }))
  return found && !found.singleUse && coversProtocol(found, oidc) ? found.id : undefined
}

/** `undefined` for a resource of which nothing is asked: no consent covers that. */
function resourceScopes(
  { params, requestParamScopes, requestParamOIDCScopes, resourceServers }: KoaContextWithOIDC['oidc'],
  asksDetails: boolean,
): readonly Scope[] | undefined {
  const audiences = [params?.resource ?? []].flat() as string[]
  const [only, ...others] = audiences
  if (only === undefined) return []
  const scopes = [...requestParamScopes].filter(scope => !requestParamOIDCScopes.has(scope))
  if (scopes.length === 0) return asksDetails ? [] : undefined
  const knows = (audience: string, scope: string) =>
    others.length === 0 || resourceServers?.[audience]?.scopes.has(scope)
  return scopes.flatMap(permission =>
    audiences
      .filter(audience => knows(audience, permission))
      .map(resourceId => ({ permission, resourceType: 'api', resourceId })),
  )
}

const coversProtocol = (
  grant: Pick<AuthorizationGrant, 'annotations'>,
  { requestParamOIDCScopes }: KoaContextWithOIDC['oidc'],
): boolean => {
  const granted = protocolScopesOf(grant)
  return [...requestParamOIDCScopes].every(
    scope => granted.includes(scope) || managementScopes.includes(scope),
  )
}
