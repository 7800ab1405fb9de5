import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Answer, OAuthDialect } from '../../../server/ports/oauth/oauth-dialect.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { clientOf } from '../clients/clients.ts'
import { discoveryDocuments } from './discovery-documents.ts'

/** What machines are told, in the words of the issuer. */
export function dialectAnswers({ token }: OAuthPaths, dialect: OAuthDialect): Middleware {
  return async (ctx, next) => {
    await next()
    if (discoveryDocuments.includes(ctx.path) && ctx.status === 200)
      ctx.body = dialect.discovery(ctx.body as Answer)
    if (ctx.path !== token) return
    if (ctx.status === 200) ctx.body = dialect.tokenAnswer(ctx.body as Answer)
    const error = grantTypeError(ctx, dialect)
    if (error) ctx.body = { ...(ctx.body as Answer), error }
  }
}

/** RFC 6749 section 5.2: a grant type that is not for this client. The engine calls that an invalid request. */
function grantTypeError(ctx: Context, { grantTypes }: OAuthDialect): string | undefined {
  const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>
  const type = ctx.state.form?.get('grant_type')
  if (ctx.status !== 400 || !oidc?.client || !type) return undefined
  if (clientOf(oidc.client).grantTypes.some(one => one === type)) return undefined
  return grantTypes.some(one => one === type) ? 'unauthorized_client' : 'unsupported_grant_type'
}
