import type { Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { askedScopes } from '../tokens/asked-scopes.ts'

type Models = Pick<OAuthModels, 'isManaged'>

/**
 * RFC 6749 section 5.1: the token answer says all that was granted, `openid` and its like too. The engine names only what the
 * access token itself is for. A client that manages its grant is told its id (Grant Management for OAuth 2.0, section 6.3).
 */
export const grantedScope =
  ({ paths, protocolScopes }: Pick<OAuthProfile, 'paths' | 'protocolScopes'>, models: Models): Middleware =>
  async (ctx, next) => {
    await next()
    const grantType = ctx.state.form?.get('grant_type')
    if (ctx.path !== paths.token || ctx.status !== 200 || grantType === 'client_credentials') return
    const answer = ctx.body as { readonly scope?: string }
    const { oidc } = ctx as unknown as KoaContextWithOIDC
    const asked = [...askedScopes({ oidc } as KoaContextWithOIDC)]
    const ofToken = (answer.scope ?? '').split(' ').filter(Boolean)
    const granted = new Set([...asked.filter(one => Object.hasOwn(protocolScopes, one)), ...ofToken])
    const grantId = oidc.entities.Grant?.jti
    const isManaged = grantId !== undefined && models.isManaged(ctx, grantId)
    ctx.body = {
      ...answer,
      ...(granted.size > 0 && { scope: [...granted].join(' ') }),
      ...(isManaged && { grant_id: grantId }),
    }
  }
