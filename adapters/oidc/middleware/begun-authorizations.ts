import type { Context, Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

/**
 * Counts the authorizations that a network begins: each of them may be kept for a while. Who pushes one and shows no
 * credentials is counted, too; others push for many people from one place.
 */
export function begunAuthorizations(
  paths: OAuthPaths,
  materials: Pick<Materials, 'gate' | 'pages'>,
): Middleware {
  const { gate } = materials
  return async (ctx, next) => {
    if (!begins(ctx, paths)) return next()
    try {
      await gate.pass('authorizations', gate.networkOf(ctx.req))
    } catch (error) {
      if (ctx.path === paths.authorization) answerWithPage(ctx, error, materials)
      else answerWithProblem(ctx, error)
      return undefined
    }
    return next()
  }
}

function begins(ctx: Context, { authorization, pushedAuthorization }: OAuthPaths): boolean {
  if (ctx.path === authorization) return ctx.method !== 'POST'
  if (ctx.path !== pushedAuthorization || ctx.method !== 'POST') return false
  const { form, certificate } = ctx.state
  if (certificate) return false
  return !ctx.headers.authorization && !form?.has('client_secret') && !form?.has('client_assertion')
}
