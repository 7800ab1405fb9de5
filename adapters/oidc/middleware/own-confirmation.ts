import type { Middleware } from 'koa'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

/** That a person logs out is taken from the page that asked her alone, beside what its form carries. */
export function ownConfirmation(
  { issuer, paths }: Pick<OAuthProfile, 'issuer' | 'paths'>,
  { pages }: Pick<Materials, 'pages'>,
): Middleware {
  const { origin } = new URL(issuer)
  return async (ctx, next) => {
    if (ctx.path !== `${paths.endSession}/confirm`) return next()
    try {
      pages.assertOwnPost(ctx, origin)
    } catch (error) {
      await answerWithPage(ctx, error, { pages })
      return undefined
    }
    return next()
  }
}
