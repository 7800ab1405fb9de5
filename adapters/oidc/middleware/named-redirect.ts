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
    if (!lacksRedirect(new URLSearchParams(ctx.querystring))) return next()
    const problem = new Problem('request.malformed', 'redirect_uri must be there with the scope openid')
    tellOfRefusal(ctx, 'authorization.refused', problem, materials)
    answerWithPage(ctx, problem, materials)
    return undefined
  }

/** Of what is pushed or signed the parameters stand elsewhere. */
export const lacksRedirect = (asked: URLSearchParams): boolean =>
  (asked.get('scope') ?? '').split(' ').includes('openid') &&
  !['redirect_uri', 'request_uri', 'request'].some(name => asked.has(name))
