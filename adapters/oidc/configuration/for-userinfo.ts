import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { mayAskOfPerson } from '../tokens/identity-scopes.ts'

/** Refuses what the client may not ask of the person, by name, any more. */
export function assertMayAskOfPerson({ oidc }: KoaContextWithOIDC, profile: OAuthProfile): void {
  const client = clientOf(oidc.client!)
  for (const scope of oidc.requestParamScopes) {
    if (!Object.hasOwn(profile.protocolScopes, scope) || mayAskOfPerson(profile, client, scope)) continue
    throw new errors.InvalidScope('The scope is not for this client', scope)
  }
}

/** Whether a refresh is for `openid` and other facts about the person alone: then it is for userinfo, and for no API. */
export function isForUserinfo(
  { oidc }: KoaContextWithOIDC,
  { protocolScopes }: Pick<OAuthProfile, 'protocolScopes'>,
): boolean {
  const asked = oidc.requestParamScopes
  const isRefresh = oidc.params?.grant_type === 'refresh_token' && oidc.params.resource === undefined
  return isRefresh && asked.has('openid') && [...asked].every(scope => Object.hasOwn(protocolScopes, scope))
}
