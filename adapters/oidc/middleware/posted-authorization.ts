import type { Middleware } from 'koa'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'
import { postedForm, sendOn } from './posted-form.ts'

/**
 * An authorization request may come by POST (OpenID Connect Core section 3.1.2.1). The browser is sent on to the same
 * request by GET, so that cookies which stay away from posts of other sites are there.
 */
export function postedAuthorization(
  { issuer, paths }: Pick<OAuthProfile, 'issuer' | 'paths'>,
  materials: Pick<Materials, 'pages'>,
): Middleware {
  const url = `${issuer.replace(/\/$/, '')}${paths.authorization}`
  return async (ctx, next) => {
    if (ctx.method !== 'POST' || ctx.path !== paths.authorization) return next()
    try {
      sendOn(ctx, url, postedForm(ctx))
    } catch (error) {
      await answerWithPage(ctx, error, materials)
    }
    return undefined
  }
}
