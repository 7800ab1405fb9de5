import type { Middleware } from 'koa'

/** The engine makes links from the request, so the request is made to name the issuer, whatever the sender wrote. */
export function issuerOrigin(issuer: string): Middleware {
  const { host, protocol } = new URL(issuer)
  return (ctx, next) => {
    const { headers } = ctx.req
    headers.host = host
    headers['x-forwarded-proto'] = protocol.slice(0, -1)
    delete headers['x-forwarded-host']
    delete headers[':authority']
    return next()
  }
}
