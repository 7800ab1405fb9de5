import type { Middleware } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage } from '../errors/answer.ts'
import { tellOfRefusal } from '../errors/refusal.ts'
import type { Materials } from '../issuer/materials.ts'

/**
 * OpenID Connect Core section 3.1.2.1: a request with `openid` names its `redirect_uri`. Without, a client may leave out the
 * only one it has (RFC 6749 section 3.1.2.3).
 */
export const namedRedirect =
  ({ authorization }: OAuthPaths, materials: Pick<Materials, 'pages' | 'audit'>): Middleware =>
  (ctx, next) => {
    if (ctx.path !== authorization) return next()
    const asked = new URLSearchParams(ctx.querystring)
    const isOpenId = (asked.get('scope') ?? '').split(' ').includes('openid')
    if (!isOpenId || asked.has('redirect_uri') || asked.has('request_uri') || asked.has('request'))
      return next()
    const problem = new Problem('request.malformed', 'redirect_uri must be there with the scope openid')
    tellOfRefusal(ctx, 'authorization.refused', problem, materials)
    answerWithPage(ctx, problem, materials)
    return undefined
  }
