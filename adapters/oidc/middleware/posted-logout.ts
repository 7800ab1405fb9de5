import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { OAuthPaths, OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, tellOfFailure } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'
import { postedForm, sendOn } from './posted-form.ts'
import { rewriteQuery } from './rewrite-query.ts'

/**
 * > OpenID Providers MUST support the use of the HTTP GET and POST methods … at the Logout Endpoint.
 *
 * OpenID Connect RP-Initiated Logout 1.0 section 2. A post of another site brings no cookies, so nobody is known here yet:
 * when the engine finds nothing wrong, the browser comes again by GET, and the person is asked. The client goes by its
 * name then, not by an ID token: that may hold the national identity number, which belongs in no address.
 */
export function postedLogout(
  { issuer, paths }: Pick<OAuthProfile, 'issuer' | 'paths'>,
  materials: Pick<Materials, 'pages' | 'onError'>,
): Middleware {
  const url = `${issuer.replace(/\/$/, '')}${paths.endSession}`
  return async (ctx, next) => {
    if (!isPostedLogout(ctx, paths)) return next()
    try {
      rewriteQuery(ctx, Object.fromEntries(postedForm(ctx)))
      await asIfByGet(ctx, next)
      if (ctx.status === 200) sendOn(ctx, url, whatWasAsked(ctx))
    } catch (error) {
      tellOfFailure(ctx, error, materials)
      await answerWithPage(ctx, error, materials)
    }
    return undefined
  }
}

export const isPostedLogout = ({ method, path }: Context, { endSession }: OAuthPaths): boolean =>
  method === 'POST' && path === endSession

/** @NOTE The engine takes posts here only with cookies that other sites' posts bring along. */
async function asIfByGet(ctx: Context, next: () => Promise<unknown>): Promise<void> {
  ctx.method = 'GET'
  try {
    await next()
  } finally {
    ctx.method = 'POST'
  }
}

function whatWasAsked(ctx: Context): URLSearchParams {
  const { client, params } = (ctx as unknown as KoaContextWithOIDC).oidc
  const asked = {
    client_id: client?.clientId,
    post_logout_redirect_uri: params?.post_logout_redirect_uri,
    state: params?.state,
    ui_locales: params?.ui_locales,
  }
  return new URLSearchParams(
    Object.entries(asked).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}
