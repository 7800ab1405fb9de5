import type { Context, Middleware } from 'koa'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithPage, answerWithProblem } from '../errors/answer.ts'
import type { Materials } from '../issuer/materials.ts'

type Known = Pick<OAuthProfile, 'paths' | 'findClient'>

/**
 * Counts the authorizations that a network begins: each of them may be kept for a while. What a client without authentication
 * pushes, or asks for a device, is counted, too; others push for many people from one place.
 */
export function begunAuthorizations(
  profile: Known,
  materials: Pick<Materials, 'gate' | 'pages'>,
): Middleware {
  const { gate } = materials
  return async (ctx, next) => {
    try {
      if (await begins(ctx, profile)) await gate.pass('authorizations', gate.networkOf(ctx.req))
    } catch (error) {
      if (ctx.path === profile.paths.authorization) await answerWithPage(ctx, error, materials)
      else answerWithProblem(ctx, error)
      return undefined
    }
    return next()
  }
}

async function begins({ path, method, state }: Context, { paths, findClient }: Known): Promise<boolean> {
  if (path === paths.authorization) return method !== 'POST'
  const isPosted = path === paths.pushedAuthorization || path === paths.deviceAuthorization
  if (!isPosted || method !== 'POST') return false
  const client = await findClient(state.form?.get('client_id') ?? '')
  return client?.authentication === 'none'
}
