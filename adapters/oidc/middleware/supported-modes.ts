import type { Middleware } from 'koa'

/** Where an issuer describes itself (OpenID Connect Discovery section 4, RFC 8414 section 3). */
export const discoveryDocuments = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
]

/** Discovery names the response modes there are; the engine writes down its own whatever it has. */
export const supportedModes: Middleware = async (ctx, next) => {
  await next()
  if (!discoveryDocuments.includes(ctx.path) || ctx.status !== 200) return
  ctx.body = { ...(ctx.body as object), response_modes_supported: ['query', 'fragment'] }
}
