import type { EventEmitter } from 'node:events'
import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Client } from '../../../server/domain/registry/client.ts'
import type { OAuthDialect, OAuthRefusal, Parameters } from '../../../server/ports/oauth/oauth-dialect.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { rewriteQuery } from './rewrite-query.ts'

const written = new WeakMap<object, Parameters>()

/** Hands the engine an authorization request in its own words, and what goes back to the client in those of the issuer. */
export function dialectAuthorization({ authorization }: OAuthPaths, dialect: OAuthDialect): Middleware {
  return async (ctx, next) => {
    const begins = ctx.path === authorization
    if (begins) {
      const parameters = Object.fromEntries(new URLSearchParams(ctx.querystring))
      written.set(ctx.req, parameters)
      rewriteQuery(ctx, dialect.readAuthorization(parameters))
    }
    await next()
    if (begins || ctx.path.startsWith(`${authorization}/`)) renameError(ctx, dialect)
  }
}

/** Why the issuer refuses a request that its client may otherwise send; judged where the client is known. */
export function refusedBy(
  dialect: OAuthDialect,
  { req, oidc }: KoaContextWithOIDC,
  client: Client,
): OAuthRefusal | undefined {
  const authorization = written.get(req)
  if (authorization) return dialect.refuseAuthorization(authorization, client)
  if (oidc.params?.grant_type !== 'client_credentials') return undefined
  const read = dialect.readMachineRequest({ ...(oidc.body as Parameters) }, client)
  return 'error' in read ? read : undefined
}

/** The redirect says what the client was given. */
export const tellScope = (provider: EventEmitter): unknown =>
  provider.on('authorization.success', ({ oidc }: KoaContextWithOIDC, out: Record<string, unknown>) => {
    out.scope = oidc.params?.scope
  })

/** RFC 6749 section 4.1.2.1, with the description there and empty. */
function renameError(ctx: Context, { redirectErrors }: OAuthDialect): void {
  const location = URL.parse(ctx.response.get('Location'))
  if (!location || ctx.status !== 303) return
  const inFragment = location.hash.includes('error=')
  const answer = new URLSearchParams(inFragment ? location.hash.slice(1) : location.search)
  const error = answer.get('error')
  if (error === null) return
  answer.set('error', redirectErrors[error] ?? error)
  answer.set('error_description', '')
  location[inFragment ? 'hash' : 'search'] = answer.toString()
  ctx.set('Location', location.href)
}
