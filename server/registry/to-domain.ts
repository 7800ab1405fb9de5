import { certificateSubjects, type Client, type ClientSecret } from '../domain/registry/client.ts'
import { underFapi2 } from '../domain/registry/fapi2.ts'
import { organization } from '../domain/party.ts'
import type { Purpose } from '../domain/requests/purpose.ts'
import type { Resource } from '../domain/registry/resource.ts'
import { toSeconds } from './entry-parts.ts'
import { toPrivacy } from './privacy-entry.ts'
import { toRetention } from './retention-entry.ts'
import type { ClientEntry, PurposeEntry, ResourceEntry } from './registry-schema.ts'

export const toResource = (entry: ResourceEntry): Resource => ({
  audience: entry.audience,
  version: 0,
  name: entry.name,
  scopes: entry.scopes,
  token: { format: entry.token.format, seconds: toSeconds(entry.token.lasts) },
  revealsIdentity: entry.reveals_identity,
})

export const toPurpose = (entry: PurposeEntry): Purpose => ({
  id: entry.id,
  version: 0,
  name: entry.name,
  description: entry.description,
  whenDeclined: entry.when_declined,
  permissions: entry.permissions,
  identityScopes: entry.identity_scopes,
  detailTypes: entry.authorization_details_types,
  singleUse: entry.single_use,
  ...(entry.token_exchange !== 'chained' && { tokenExchange: entry.token_exchange }),
  defaultSeconds: toSeconds(entry.lasts),
  longestSeconds: toSeconds(entry.lasts_at_most),
  withdrawnWithinSeconds:
    entry.withdrawn_within === undefined ? undefined : toSeconds(entry.withdrawn_within),
  loginLevel: entry.login_level,
  narrowedUnasked: entry.narrowed_without_asking || undefined,
  privacy: toPrivacy(entry.privacy),
  ...(entry.retention && { retention: toRetention(entry.retention) }),
})

export const toClient = (
  entry: Omit<ClientEntry, 'secrets'>,
  { version, secrets }: { version: number; secrets: readonly ClientSecret[] },
): Client => {
  const client = asWritten(entry, { version, secrets })
  return entry.profile === 'fapi2' ? underFapi2(client) : client
}

const asWritten: typeof toClient = (entry, { version, secrets }) => ({
  id: entry.id,
  version,
  face: entry.face,
  name: entry.name,
  owner: organization(entry.owner.orgno),
  ownerName: entry.owner.name,
  onBehalfOf: entry.on_behalf_of && {
    identifier: organization(entry.on_behalf_of.orgno),
    name: entry.on_behalf_of.name,
  },
  authentication: entry.authentication,
  grantTypes: entry.grant_types,
  redirectUris: entry.redirect_uris,
  postLogoutRedirectUris: entry.post_logout_redirect_uris,
  audiences: entry.audiences,
  defaultAudience: entry.default_audience,
  mayActFor: entry.may_act_for.length > 0 ? entry.may_act_for : undefined,
  scopeValues: entry.scopes,
  detailTypes: entry.authorization_details_types,
  purposes: entry.purposes,
  resourceServerFor: entry.resource_server_for,
  secrets,
  keys: entry.keys,
  boundTokens: boundBy(entry),
  certificateSubject: certificateSubjectIn(entry),
  requestAlgorithm: entry.request_object_signing_alg,
  signsRequests: entry.require_signed_request_object,
  answerAlgorithm: entry.authorization_signed_response_alg,
  introspectionAlgorithm: entry.introspection_signed_response_alg,
  pushesRequests: entry.require_pushed_authorization_requests,
  idTokenAlgorithm: entry.id_token_signed_response_alg,
  pkceOptional: entry.pkce === 'optional' || undefined,
  assertsTokenEndpoint: entry.token_endpoint_as_audience || undefined,
  privacy: toPrivacy(entry.privacy),
  settings: entry.settings,
})

function boundBy(entry: Omit<ClientEntry, 'secrets'>): Client['boundTokens'] {
  if (entry.tls_client_certificate_bound_access_tokens) return 'mtls'
  return entry.dpop_bound_access_tokens ? 'dpop' : undefined
}

function certificateSubjectIn(entry: Omit<ClientEntry, 'secrets'>): Client['certificateSubject'] {
  const member = certificateSubjects.find(name => entry[name] !== undefined)
  return member && { member, value: entry[member]! }
}
