import type { ClientMetadata } from 'oidc-provider'
import type { AuthenticationMethod, Client, GrantType } from '../../../server/domain/registry/client.ts'
import { tokenExchange } from '../grants/exchange-grant-type.ts'
import { polledGrantTypes } from '../polled/grant-types.ts'
import { signedModes } from './signed-answers.ts'

const grantTypes = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  client_credentials: 'client_credentials',
  'token-exchange': tokenExchange,
  ...polledGrantTypes,
} as const

/**
 * For clients that prove who they are: to get tokens of their own (RFC 6749 section 4.4), to ask people from elsewhere (CIBA
 * Core section 4), and to exchange a token, since who does must be known to act for somebody.
 */
const forConfidential = new Set<string>(['client_credentials', tokenExchange, polledGrantTypes.ciba])

/** Secrets are compared by our own hashes; the engine only insists on having one. */
const keptElsewhere = 'kept elsewhere'

/** A client in the engine's words. */
export function toMetadata(client: Client): ClientMetadata {
  const usesCode = client.grantTypes.includes('authorization_code')
  const answerAlgorithm = client.answerAlgorithm ?? (client.profile === 'fapi2' ? 'ES256' : undefined)
  const allowed = Object.entries(grantTypes).flatMap(([name, type]) =>
    client.grantTypes.includes(name as GrantType) ? [type] : [],
  )
  const granted = allowed.filter(type => client.authentication !== 'none' || !forConfidential.has(type))
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: isNative(client) ? 'native' : 'web',
    grant_types: granted,
    ...(granted.includes(polledGrantTypes.ciba) && { backchannel_token_delivery_mode: 'poll' }),
    response_types: usesCode ? ['code'] : [],
    redirect_uris: usesCode ? [...client.redirectUris] : [],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    token_endpoint_auth_method: methodOf(client),
    ...(client.idTokenAlgorithm && { id_token_signed_response_alg: client.idTokenAlgorithm }),
    ...(client.authentication.startsWith('client_secret') && { client_secret: keptElsewhere }),
    ...(client.certificateSubject && { [client.certificateSubject.member]: client.certificateSubject.value }),
    ...(client.boundTokens === 'mtls' && { tls_client_certificate_bound_access_tokens: true }),
    ...((client.keys.length > 0 || client.authentication === 'private_key_jwt') && {
      jwks: { keys: client.keys.map(key => ({ ...key })) },
    }),
    ...(client.boundTokens === 'dpop' && { dpop_bound_access_tokens: true }),
    ...(client.requestAlgorithm && { request_object_signing_alg: client.requestAlgorithm }),
    ...(client.signsRequests && { require_signed_request_object: true }),
    ...(client.answerAlgorithm && { response_modes: signedModes }),
    ...(answerAlgorithm && { authorization_signed_response_alg: answerAlgorithm }),
    ...(client.pushesRequests && { require_pushed_authorization_requests: true }),
  } as ClientMetadata
}

/** The engine takes a secret in either way, whichever one is registered; which may be used is decided as it is compared. */
const methodOf = ({ authentication }: Client): AuthenticationMethod =>
  authentication === 'client_secret' ? 'client_secret_basic' : authentication

/**
 * RFC 8252 section 7: a program on the person's own machine is called by a scheme of its own, or listens on whatever port
 * is free.
 */
const isNative = ({ authentication, redirectUris }: Client): boolean =>
  authentication === 'none' && redirectUris.some(uri => !/^https:/i.test(uri))
