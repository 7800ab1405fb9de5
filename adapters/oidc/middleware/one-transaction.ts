import type { Context, Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem, tellOfFailure } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

class Undone extends Error {}

/**
 * What a request writes is committed together and before the answer leaves. A refusal keeps what was written (a code that was
 * burnt, a family that was ended); a failure keeps nothing, and neither does a refusal of the proof of possession, since
 * whoever holds the key comes again with another one.
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
        if (ctx.status >= 500 || isAboutProof(ctx) || asksInVain(ctx, paths)) throw new Undone()
      })
    } catch (error) {
      if (error instanceof Undone) return
      tellOfFailure(ctx, error, materials)
      if (ctx.method === 'POST') answerWithProblem(ctx, error)
      else await answerWithPage(ctx, error, materials)
    }
  }
}

const isAboutProof = ({ body }: Context): boolean =>
  ['use_dpop_nonce', 'invalid_dpop_proof'].includes(
    (body as { error?: string } | null | undefined)?.error ?? '',
  )

/** What is refused has been put to nobody, and nothing of it is kept: neither the person, who may be new here. */
const asksInVain = ({ path, status }: Context, { backchannelAuthentication }: OAuthPaths): boolean =>
  path === backchannelAuthentication && status !== 200

/** A request that writes one row only needs no transaction around it. */
function writesMore({ path, state, headers }: Context, paths: OAuthPaths): boolean {
  if (path === paths.token) {
    const isPlain = state.form?.get('grant_type') === 'client_credentials' && headers.dpop === undefined
    return !isPlain || state.form?.has('client_assertion') === true
  }
  const { revocation, pushedAuthorization, deviceAuthorization, backchannelAuthentication } = paths
  return [revocation, pushedAuthorization, deviceAuthorization, backchannelAuthentication].includes(path)
}
