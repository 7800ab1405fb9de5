import type { Context, Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem, tellOfFailure } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

class Undone extends Error {}

/**
 * What a request writes is committed together and before the answer leaves. A refusal keeps what was written (a code that was
 * burnt, a family that was ended); a failure keeps nothing.
 */
export function oneTransaction(
  paths: OAuthPaths,
  { unitOfWork, ...materials }: Pick<Materials, 'unitOfWork' | 'pages' | 'onError'>,
): Middleware {
  return async (ctx, next) => {
    if (!writesMore(ctx, paths)) return next()
    try {
      await unitOfWork.run(async () => {
        await next()
        if (ctx.status >= 500) throw new Undone()
      })
    } catch (error) {
      if (error instanceof Undone) return
      tellOfFailure(ctx, error, materials)
      if (ctx.method === 'POST') answerWithProblem(ctx, error)
      else answerWithPage(ctx, error, materials)
    }
  }
}

/** A request that writes one row only needs no transaction around it. */
function writesMore({ path, state }: Context, paths: OAuthPaths): boolean {
  if (path === paths.token) {
    return state.form?.get('grant_type') !== 'client_credentials' || state.form.has('client_assertion')
  }
  return path === paths.revocation || path === paths.pushedAuthorization
}
