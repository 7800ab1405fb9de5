import type { Context, Middleware } from 'koa'

/**
 * RFC 8414 section 3.1: what an issuer with a path says of itself stands between the host and that path. It is answered where
 * OpenID Connect has it, below the issuer.
 */
export function insertedPaths(issuers: readonly string[], publicUrl: string): Middleware {
  const places = issuers
    .map(issuer => new URL(issuer))
    .map(({ host, pathname }) => ({ host, path: pathname.replace(/\/$/, '') }))
    .filter(({ path }) => path !== '')
  const publicHost = new URL(publicUrl).host
  const isAt = ({ host }: { readonly host: string }, ctx: Context) => host === publicHost || host === ctx.host
  return (ctx, next) => {
    const [, document, path] = inserted.exec(ctx.path) ?? []
    const place = places.find(one => one.path === path && isAt(one, ctx))
    if (place) ctx.path = `${place.path}${document}`
    return next()
  }
}

const inserted = /^(\/\.well-known\/(?:openid-configuration|oauth-authorization-server))(\/.+?)\/?$/
