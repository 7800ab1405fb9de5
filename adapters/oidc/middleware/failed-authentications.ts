import type { Context, Middleware } from 'koa'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { answerWithProblem } from '../errors/answer.ts'
import { claimedClient } from '../errors/refusal.ts'
import type { Materials } from '../issuer/materials.ts'

/**
 * Counts clients that fail to authenticate, and answers 429 in place of what was one too many (RFC 6585 section 4). A key
 * cannot be guessed: who fails with an assertion is counted by address alone.
 */
export function failedAuthentications(
  { token, introspection, revocation, ...paths }: OAuthPaths,
  { gate }: Pick<Materials, 'gate'>,
): Middleware {
  const { pushedAuthorization, deviceAuthorization, backchannelAuthentication } = paths
  const own = [token, introspection, revocation]
  const asking = [pushedAuthorization, deviceAuthorization, backchannelAuthentication]
  const counted = [...own, ...asking]
  return async (ctx, next) => {
    await next()
    if (!counted.includes(ctx.path) || !isFailed(ctx)) return
    const network = gate.networkOf(ctx.req)
    const clientId = ctx.state.form?.has('client_assertion') ? undefined : claimedClient(ctx)
    const tooOften = await gate.failed({ network, clientId })
    if (tooOften) answerWithProblem(ctx, tooOften)
  }
}

const isFailed = ({ method, body }: Context): boolean =>
  method === 'POST' && (body as { error?: unknown } | null | undefined)?.error === 'invalid_client'
