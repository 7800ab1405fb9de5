import type { Client } from '../../../domain/registry/client.ts'
import type { OAuthRefusal, Parameters } from '../../../ports/oauth/oauth-dialect.ts'
import { mayWant, purposeOf, readScope } from './read-scope.ts'

const leastState = 8

/** In seconds. Longer than an authorization waits, so that it only asks for `auth_time` in the ID token. */
const longestLogin = '3600'

/** Passed on as they are; `request` and `request_uri` so that they are refused. All that is not known is ignored. */
const passedOn = [
  'client_id',
  'response_type',
  'redirect_uri',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'ui_locales',
  'request',
  'request_uri',
]

/** The request with its purpose and days spelt out. The person always logs in again, unless nobody may be asked. */
export function readAuthorization(written: Parameters, audience: string): Parameters {
  const wanted = readScope(written.scope)
  return {
    ...only(written, passedOn),
    ...(mentions(written, 'scope', 'openid') && {
      max_age: longestLogin,
      ...only(written, ['nonce', 'max_age']),
    }),
    ...(isPlainMode(written.response_mode) && only(written, ['response_mode'])),
    ...(wanted && {
      scope: wanted.openid ? `${wanted.scope} openid` : wanted.scope,
      purpose: purposeOf(wanted),
      ...(wanted.days !== undefined && { consent_days: String(wanted.days) }),
    }),
    prompt: mentions(written, 'prompt', 'none') ? written.prompt! : 'login',
    resource: audience,
  }
}

/** What the standards leave open and this service does not. */
export function refuseAuthorization(written: Parameters, client: Client): OAuthRefusal | undefined {
  const wanted = readScope(written.scope)
  if (!wanted || !mayWant(client, wanted)) return { error: 'invalid_scopes', description: '' }
  if ((written.state ?? '').length < leastState) return { error: 'invalid_state', description: '' }
  return undefined
}

const only = (written: Parameters, names: readonly string[]): Parameters =>
  Object.fromEntries(Object.entries(written).filter(([name]) => names.includes(name)))

const mentions = (written: Parameters, name: string, word: string): boolean =>
  (written[name] ?? '').split(' ').includes(word)

const isPlainMode = (mode: string | undefined): boolean => mode === 'query' || mode === 'fragment'
