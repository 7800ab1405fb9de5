import type { Client } from '../../domain/registry/client.ts'
import type { RegisteredStream } from '../../ports/signals/receivers.ts'
import { writePrivacy } from './write-entry.ts'
import type { Written } from './written.ts'

/** A client with what it is told of, as a file has it: its secrets only by saying that they are kept. */
export const writeClient = (client: Client, receivers: readonly RegisteredStream[]): Written => ({
  id: client.id,
  face: client.face,
  name: client.name,
  owner: { orgno: client.owner.value, name: client.ownerName },
  on_behalf_of: client.onBehalfOf && {
    orgno: client.onBehalfOf.identifier.value,
    name: client.onBehalfOf.name,
  },
  authentication: client.authentication,
  grant_types: client.grantTypes,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  audiences: client.audiences,
  default_audience: client.defaultAudience,
  may_act_for: client.mayActFor,
  scopes: client.scopeValues,
  authorization_details_types: client.detailTypes,
  purposes: client.purposes,
  resource_server_for: client.resourceServerFor,
  secrets: client.secrets.map(({ id }) => ({ secret_kept: id })),
  keys: client.keys,
  ...writeSecurity(client),
  privacy: writePrivacy(client.privacy),
  webhooks: receivers.filter(isWebhook).map(writeWebhook),
  streams: receivers.filter(one => !isWebhook(one)).map(writeStream),
  settings: client.settings,
})

const writeSecurity = (client: Client): Written => ({
  profile: client.profile,
  request_object_signing_alg: client.requestAlgorithm,
  require_signed_request_object: client.signsRequests,
  authorization_signed_response_alg: client.answerAlgorithm,
  introspection_signed_response_alg: client.introspectionAlgorithm,
  tls_client_certificate_bound_access_tokens: client.boundTokens === 'mtls' || undefined,
  ...(client.certificateSubject && { [client.certificateSubject.member]: client.certificateSubject.value }),
  dpop_bound_access_tokens: client.boundTokens === 'dpop' || undefined,
  require_pushed_authorization_requests: client.pushesRequests,
  id_token_signed_response_alg: client.idTokenAlgorithm,
  pkce: client.pkceOptional ? 'optional' : 'required',
  token_endpoint_as_audience: client.assertsTokenEndpoint,
})

const isWebhook = ({ delivery }: RegisteredStream): boolean => delivery.kind === 'webhook'

const writeWebhook = ({ name, delivery, eventsRequested, description }: RegisteredStream): Written => ({
  name,
  url: delivery.endpoint,
  events: eventsRequested,
  description,
  secret_kept: true,
})

const writeStream = ({ name, delivery, eventsRequested, description }: RegisteredStream): Written => ({
  name,
  method: delivery.kind,
  url: delivery.endpoint,
  authorization_kept: delivery.authorization === undefined ? undefined : true,
  events: eventsRequested,
  description,
})
