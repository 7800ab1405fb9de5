import type { KoaContextWithOIDC } from 'oidc-provider'

/** The scopes that a token is asked with: by name, or those of the code or refresh token that is presented. */
export function askedScopes({ oidc }: KoaContextWithOIDC): ReadonlySet<string> {
  const { RefreshToken, AuthorizationCode, DeviceCode, BackchannelAuthenticationRequest } = oidc.entities
  if (oidc.params?.grant_type === 'authorization_code') {
    return AuthorizationCode?.scopes ?? new Set()
  }
  const polled = DeviceCode ?? BackchannelAuthenticationRequest
  if (polled && oidc.route === 'token') return polled.scopes
  if (oidc.params?.grant_type === 'refresh_token' && !oidc.params.scope) {
    return RefreshToken?.scopes ?? new Set()
  }
  return oidc.requestParamScopes
}
