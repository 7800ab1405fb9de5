import type { KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/** Whether a refresh is for `openid` and other facts about the person alone: then it is for userinfo, and for no API. */
export function isForUserinfo(
  { oidc }: KoaContextWithOIDC,
  { protocolScopes }: Pick<OAuthProfile, 'protocolScopes'>,
): boolean {
  const asked = oidc.requestParamScopes
  const isRefresh = oidc.params?.grant_type === 'refresh_token' && oidc.params.resource === undefined
  return isRefresh && asked.has('openid') && [...asked].every(scope => Object.hasOwn(protocolScopes, scope))
}
