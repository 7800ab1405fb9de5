import type { Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

/** Counts the authorizations that a network begins: each of them may be kept for a while. */
export function begunAuthorizations(
  { authorization }: OAuthPaths,
  materials: Pick<Materials, 'gate' | 'pages'>,
): Middleware {
  const { gate } = materials
  return async (ctx, next) => {
    if (ctx.path !== authorization || ctx.method !== 'GET') return next()
    try {
      await gate.pass('authorizations', gate.networkOf(ctx.req))
    } catch (error) {
      answerWithPage(ctx, error, materials)
      return undefined
    }
    return next()
  }
}
