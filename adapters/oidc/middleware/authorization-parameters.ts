import { Problem } from '../../../server/domain/problem.ts'

/** Characters. What is kept while a person reads is no longer than this; what is not named here is bounded for all alike. */
const longest: Readonly<Record<string, number>> = {
  client_id: 255,
  redirect_uri: 2048,
  response_type: 100,
  response_mode: 100,
  scope: 4096,
  resource: 2048,
  audience: 2048,
  code_challenge: 128,
  dpop_jkt: 128,
  code_challenge_method: 16,
  prompt: 100,
  display: 20,
  max_age: 12,
  ui_locales: 200,
  acr_values: 1024,
  login_hint: 255,
  id_token_hint: 8192,
  purpose: 255,
  consent_days: 12,
  user_code: 100,
  request_context: 2048,
  requested_expiry: 12,
  grant_management_action: 20,
  grant_id: 64,
}

/** Of one kind: only `resource` may come more than once (RFC 8707 section 2). */
const mostResources = 10

/**
 * What an authorization request must be, wherever it stands. Throws `request.malformed` for a parameter that is longer than
 * anybody needs, and for `openid` without `redirect_uri` (OpenID Connect Core section 3.1.2.1). Without `openid` a client may
 * leave out the only one it has (RFC 6749 section 3.1.2.3).
 */
export function assertAuthorization(parameters: URLSearchParams, longestState: number): void {
  assertBounded(parameters, longestState)
  if (lacksRedirect(parameters)) refuse('redirect_uri must be there with the scope openid')
}

const refuse = (detail: string): never => {
  throw new Problem('request.malformed', detail)
}

/** The same for a request that no browser comes with, and none is led back from. */
export function assertBounded(parameters: URLSearchParams, longestState: number): void {
  for (const [name, value] of parameters) {
    const most = name === 'state' || name === 'nonce' ? longestState : longest[name]
    if (most !== undefined && value.length > most) refuse(`${name} is longer than ${most} characters`)
  }
  if (parameters.getAll('resource').length > mostResources) refuse('There are too many resources')
}

/** Of what is pushed or signed the parameters stand elsewhere, and are judged there. */
const lacksRedirect = (asked: URLSearchParams): boolean =>
  (asked.get('scope') ?? '').split(' ').includes('openid') &&
  !['redirect_uri', 'request_uri', 'request'].some(name => asked.has(name))
