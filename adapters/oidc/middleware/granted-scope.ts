import type { Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { askedScopes } from '../tokens/asked-scopes.ts'

/**
 * RFC 6749 section 5.1: the token answer says all that was granted, `openid` and its like too. The engine names only what the
 * access token itself is for.
 */
export const grantedScope =
  ({ paths, protocolScopes }: Pick<OAuthProfile, 'paths' | 'protocolScopes'>): Middleware =>
  async (ctx, next) => {
    await next()
    const grantType = ctx.state.form?.get('grant_type')
    if (ctx.path !== paths.token || ctx.status !== 200 || grantType === 'client_credentials') return
    const answer = ctx.body as { readonly scope?: string }
    const asked = [...askedScopes(ctx as unknown as KoaContextWithOIDC)]
    const ofToken = (answer.scope ?? '').split(' ').filter(Boolean)
    const granted = new Set([...asked.filter(one => Object.hasOwn(protocolScopes, one)), ...ofToken])
    ctx.body = granted.size === 0 ? answer : { ...answer, scope: [...granted].join(' ') }
  }
