import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import type { Materials } from '../issuer/materials.ts'

/** Says how long the published keys may be kept, which is how long a new one is published before it signs. */
export const publicKeysCaching =
  ({ jwks }: OAuthPaths, { keysMaxAge }: Pick<Materials, 'keysMaxAge'>): Middleware =>
  async (ctx, next) => {
    await next()
    if (ctx.path === jwks && ctx.status === 200) ctx.set('Cache-Control', `public, max-age=${keysMaxAge}`)
  }
