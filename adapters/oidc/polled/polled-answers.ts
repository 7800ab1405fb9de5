import type { Context, Middleware } from 'koa'
import type { KoaContextWithOIDC } from 'oidc-provider'
import { pollInterval } from '../../../server/domain/requests/polled.ts'
import { steadyAnswers } from '../../../server/http/steady-refusals.ts'
import type { OAuthPaths } from '../../../server/ports/oauth/oauth-profile.ts'
import { monotonicMs } from '../../clock/monotonic.ts'
import { discoveryDocuments } from '../middleware/discovery-documents.ts'
import { type PolledGrantType, polledGrantType, polledGrantTypes } from './grant-types.ts'

/** Milliseconds, beyond what it takes to add a person. */
const beat = 100

interface Answer {
  readonly error?: unknown
}

/**
 * What the engine leaves out of answers to clients that poll: how often they may, that they may not ask in this way at all, and
 * that codes of users are nothing to send along.
 */
export function polledAnswers(paths: OAuthPaths): Middleware {
  const { token, deviceAuthorization, backchannelAuthentication } = paths

  const grantTypeAt = ({ path, state }: Context): PolledGrantType | undefined => {
    if (path === deviceAuthorization) return 'device_code'
    if (path === backchannelAuthentication) return 'ciba'
    return path === token ? polledGrantType(state.form?.get('grant_type')) : undefined
  }

  return async (ctx, next) => {
    await next()
    if (backchannelAuthentication && discoveryDocuments.includes(ctx.path) && ctx.status === 200) {
      ctx.body = { ...(ctx.body as object), backchannel_user_code_parameter_supported: false }
      return
    }
    const grantType = grantTypeAt(ctx)
    if (grantType === undefined) return
    if (ctx.status === 200 && ctx.path !== token)
      ctx.body = { ...(ctx.body as object), interval: pollInterval }
    else if (isNotFor(ctx, grantType)) ctx.body = notAllowed
  }
}

const notAllowed = {
  error: 'unauthorized_client',
  error_description: 'The grant type is not for this client',
}

/** Whether it was refused because the client is not registered for it (RFC 6749 section 5.2). */
function isNotFor(ctx: Context, grantType: PolledGrantType): boolean {
  const { client } = (ctx as unknown as KoaContextWithOIDC).oidc ?? {}
  const { error } = (ctx.body ?? {}) as Answer
  return error === 'invalid_request' && client?.grantTypeAllowed(polledGrantTypes[grantType]) === false
}

/** Whether a person is known already does not show in the time that the answer takes (decision 0075). */
export const steadyBackchannel = ({ backchannelAuthentication }: OAuthPaths): Middleware =>
  steadyAnswers(monotonicMs, { beat, isSteady: ({ path }) => path === backchannelAuthentication })
