import { errors, type TokenEndpointGrantContext } from 'oidc-provider'
import { detailsIn } from '../tokens/asked-details.ts'

export const parameterNames = [
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
] as const

type Parameters = Partial<Record<(typeof parameterNames)[number], string>>

/** `resource` may be there more than once (RFC 8693 section 2.1). */
type Sent = Omit<Parameters, 'resource'> & { readonly resource?: string | readonly string[] }

export type ExchangeContext = TokenEndpointGrantContext<Sent>

/** The only type of token that is taken and given (RFC 8693 section 3). */
export const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token'

/**
 * What is asked, by its form alone (RFC 8693 section 2.1). Throws `invalid_request` and `invalid_authorization_details`.
 * @NOTE `authorization_details` are none of the parameters that the engine knows of: it would choose an API by them.
 */
export function readExchange({ oidc: { params, body } }: ExchangeContext) {
  const { subject_token: subjectToken, actor_token: actorToken, scope, audience, resource } = params
  if (!subjectToken) throw refuse('subject_token is missing')
  if (params.subject_token_type !== accessTokenType) throw refuse('subject_token_type must be access_token')
  if ((actorToken === undefined) !== (params.actor_token_type === undefined)) {
    throw refuse('actor_token and actor_token_type belong together')
  }
  if (![undefined, accessTokenType].includes(params.actor_token_type)) {
    throw refuse('actor_token_type must be access_token')
  }
  if (![undefined, accessTokenType].includes(params.requested_token_type)) {
    throw refuse('requested_token_type must be access_token')
  }
  const details = detailsIn(body?.authorization_details)
  if (details !== undefined && (!Array.isArray(details) || isDeep(details))) {
    throw new errors.InvalidAuthorizationDetails('They are no array of details')
  }
  return {
    subjectToken,
    actorToken,
    scopes: scope === undefined ? undefined : [...new Set(scope.split(' '))],
    details,
    audiences: [resource ?? [], audience ?? []].flat(),
  }
}

/** Deeper than any type of details goes, and than what compares them would. */
const isDeep = (value: unknown, levels = 32): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some(one => isDeep(one, levels - 1)))

const refuse = (description: string) => new errors.InvalidRequest(description)
