import { decodeJwt } from 'jose'
import Provider, { errors } from 'oidc-provider'
import type { OAuthModel, OAuthModels } from '../../../server/ports/oauth/oauth-models.ts'
import type { OAuthProfile } from '../../../server/ports/oauth/oauth-profile.ts'

/** Seconds in which the link to a pushed request must be opened. The engine has no other. */
const opensFor = 60

const urn = 'urn:ietf:params:oauth:request_uri:'

/**
 * Pushed requests (RFC 9126) as the engine finds them. One is kept for as long as somebody who opened its link in time may
 * need to answer, and is gone with the first answer; who answers after that is refused.
 */
export const pushedRequests = (
  model: OAuthModel,
  { lifetimes }: Pick<OAuthProfile, 'lifetimes'>,
): OAuthModel => ({
  ...model,
  upsert: (id, payload) => model.upsert(id, payload, opensFor + lifetimes.interaction),
  async find(id) {
    const found = await model.find(id)
    if (found && !isOf(found.request, Provider.ctx?.oidc?.client?.clientId)) return undefined
    if (found || Provider.ctx?.oidc?.route !== 'resume') return found
    throw new errors.InvalidRequestUri('The pushed request was answered already')
  },
})

/** A link leads only the client that pushed the request anywhere. */
const isOf = (request: unknown, clientId: string | undefined): boolean =>
  typeof request === 'string' && decodeJwt(request).client_id === clientId

/** The value of `prompt` in an authorization request, wherever it stands. Nothing of it is verified. */
export async function wantedPrompt(
  { prompt, request, request_uri: uri }: NodeJS.Dict<string | string[]>,
  models: Pick<OAuthModels, 'model'>,
): Promise<unknown> {
  if (typeof uri !== 'string') return typeof request === 'string' ? promptIn(request) : prompt
  if (!uri.startsWith(urn)) return undefined
  const pushed = await models.model('PushedAuthorizationRequest').find(uri.slice(urn.length))
  return typeof pushed?.request === 'string' ? promptIn(pushed.request) : undefined
}

function promptIn(request: string): unknown {
  try {
    return decodeJwt(request).prompt
  } catch {
    return undefined
  }
}
