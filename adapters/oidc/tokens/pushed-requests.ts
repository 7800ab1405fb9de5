import { decodeJwt } from 'jose'
import type { Context } from 'koa'
import Provider, { errors } from 'oidc-provider'
import { knownFor } from '../configuration/waiting.ts'
import type { OAuthModel, OAuthModels, Payload } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/** Seconds in which the link to a pushed request must be opened. The engine has no other. */
const opensFor = 60

const urn = 'urn:ietf:params:oauth:request_uri:'

/** What a request read before the engine asked for it. */
const early = new WeakMap<Context, { readonly id: string; readonly found: Payload | undefined }>()

/**
 * Pushed requests (RFC 9126) as the engine finds them. One is kept for as long as somebody who opened its link in time may
 * need to answer, and is gone with the first answer; who answers after that is refused.
 */
export const pushedRequests = (
  model: OAuthModel,
  { lifetimes }: Pick<OAuthProfile, 'lifetimes'>,
): OAuthModel => ({
  ...model,
  upsert: (id, payload) => model.upsert(id, payload, knownFor, opensFor + lifetimes.interaction),
  async find(id) {
    const known = Provider.ctx && early.get(Provider.ctx)
    const found = known?.id === id ? known.found : await model.find(id)
    if (found && !isOf(found.request, Provider.ctx?.oidc?.client?.clientId)) return undefined
    if (found || Provider.ctx?.oidc?.route !== 'resume') return found
    throw new errors.InvalidRequestUri('The pushed request was answered already')
  },
})

/** A link leads only the client that pushed the request anywhere. */
const isOf = (request: unknown, clientId: string | undefined): boolean =>
  typeof request === 'string' && decodeJwt(request).client_id === clientId

/**
 * The value of `prompt` in an authorization request, wherever it stands. Nothing of it is verified. A pushed request that is
 * read for it is not read again for the engine.
 */
export async function wantedPrompt(ctx: Context, models: Pick<OAuthModels, 'model'>): Promise<unknown> {
  const { prompt, request, request_uri: uri } = ctx.query
  if (typeof uri !== 'string') return typeof request === 'string' ? promptIn(request) : prompt
  if (!uri.startsWith(urn)) return undefined
  const id = uri.slice(urn.length)
  const found = await models.model('PushedAuthorizationRequest').find(id)
  early.set(ctx, { id, found })
  return typeof found?.request === 'string' ? promptIn(found.request) : undefined
}

function promptIn(request: string): unknown {
  try {
    return decodeJwt(request).prompt
  } catch {
    return undefined
  }
}
