import type { Middleware } from 'koa'
import type { OAuthProfile } from '../../../server/ports/oauth-profile.ts'

/**
 * An authorization request may come by POST (OpenID Connect Core section 3.1.2.1). The browser is sent on to the same
 * request by GET, so that cookies which stay away from posts of other sites are there.
 */
export const postedAuthorization =
  ({ issuer, paths }: Pick<OAuthProfile, 'issuer' | 'paths'>): Middleware =>
  (ctx, next) => {
    const { form } = ctx.state
    if (ctx.method !== 'POST' || ctx.path !== paths.authorization || !form) return next()
    const url = new URL(`${issuer.replace(/\/$/, '')}${paths.authorization}`)
    url.search = form.toString()
    ctx.status = 303
    ctx.set('Location', url.href)
    return undefined
  }
