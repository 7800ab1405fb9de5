import type { Context, Middleware } from 'koa'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { proofAlgorithms } from '../configuration/proofs.ts'

/**
 * RFC 9449 section 7.1: a bound token comes as `DPoP`, beside one proof, and nothing else does. The engine has another error
 * for what does not fit together.
 */
export const proofBesideToken =
  ({ issuer, paths }: Pick<OAuthProfile, 'issuer' | 'paths'>): Middleware =>
  (ctx, next) => {
    if (ctx.path !== paths.userinfo || fits(ctx)) return next()
    const error = 'invalid_token'
    const error_description = 'A token that is bound to a key comes as DPoP, beside one proof'
    ctx.status = 401
    ctx.set({
      'Cache-Control': 'no-store',
      'WWW-Authenticate': `DPoP realm="${issuer}", error="${error}", error_description="${error_description}", algs="${proofAlgorithms.join(' ')}"`,
    })
    ctx.body = { error, error_description }
    return undefined
  }

function fits({ headers }: Context): boolean {
  const isBound = /^dpop /i.test(headers.authorization ?? '')
  return headers.authorization === undefined || isBound === (headers.dpop !== undefined)
}
