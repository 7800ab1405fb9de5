import type { Middleware } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem } from '../errors/answer.ts'
import { tellOfRefusal } from '../errors/refusal.ts'
import type { Materials } from '../issuer/materials.ts'

/** What stands elsewhere than in the request itself is looked at where it is read. */
const elsewhere = ['redirect_uri', 'request_uri', 'request']

/**
 * OpenID Connect Core section 3.1.2.1: a request with `openid` names its `redirect_uri`. Without, a client may leave out the
 * only one it has (RFC 6749 section 3.1.2.3).
 */
export const namedRedirect =
  (
    { authorization, pushedAuthorization }: OAuthPaths,
    materials: Pick<Materials, 'pages' | 'audit'>,
  ): Middleware =>
  (ctx, next) => {
    const isPushed = ctx.path === pushedAuthorization
    if (ctx.path !== authorization && !isPushed) return next()
    const asked = (isPushed ? ctx.state.form : undefined) ?? new URLSearchParams(ctx.querystring)
    const isOpenId = (asked.get('scope') ?? '').split(' ').includes('openid')
    if (!isOpenId || elsewhere.some(name => asked.has(name))) return next()
    const problem = new Problem('request.malformed', 'redirect_uri must be there with the scope openid')
    tellOfRefusal(ctx, 'authorization.refused', problem, materials)
    if (isPushed) answerWithProblem(ctx, problem)
    else answerWithPage(ctx, problem, materials)
    return undefined
  }
