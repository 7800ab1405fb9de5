import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import type { ParameterizedContext } from 'koa'
import type { TestIdpSettings } from './settings.ts'

/**
 * OpenID Connect RP-Initiated Logout 1.0 section 2. Nobody stays logged in here, so there is nothing to confirm: the
 * client, by `client_id` or a hint that we issued, and a registered address send the browser back at once.
 */
export function logout({ issuer, client, signingKey, renderer }: TestIdpSettings) {
  const { kty, kid, n, e, crv, x, y } = signingKey
  const keys = createLocalJWKSet({ keys: [{ kty, kid, n, e, crv, x, y }] } as JSONWebKeySet)

  /** Also one that has expired: it was ours all the same. */
  const isOurs = (hint: string) =>
    jwtVerify(hint, keys, { issuer, audience: client.id, currentDate: new Date(0) }).then(
      () => true,
      () => false,
    )

  return async (context: ParameterizedContext) => {
    const { client_id: id, id_token_hint: hint, post_logout_redirect_uri: target, state } = context.query
    const known = typeof target === 'string' && client.postLogoutRedirectUris.includes(target)
    const ours = id === client.id || (typeof hint === 'string' && (await isOurs(hint)))
    if (known && ours) {
      const url = new URL(target)
      if (typeof state === 'string') url.searchParams.set('state', state)
      context.status = 303
      return context.redirect(url.href)
    }
    context.type = 'html'
    context.body = renderer.page('demo/test-idp-logged-out', 'nb', {})
  }
}
