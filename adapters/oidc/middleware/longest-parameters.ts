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
}

/** Of one kind: only `resource` may come more than once (RFC 8707 section 2). */
const mostResources = 10

/** Throws `request.malformed` for an authorization with a parameter that is longer than anybody needs. */
export function assertShort(parameters: URLSearchParams, longestState: number): void {
  const refuse = (detail: string): never => {
    throw new Problem('request.malformed', detail)
  }
  for (const [name, value] of parameters) {
    const most = name === 'state' || name === 'nonce' ? longestState : longest[name]
    if (most !== undefined && value.length > most) refuse(`${name} is longer than ${most} characters`)
  }
  if (parameters.getAll('resource').length > mostResources) refuse('There are too many resources')
}
