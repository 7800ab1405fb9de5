import { isIP } from 'node:net'
import { z } from 'zod'
import { grantTypes } from '../domain/registry/client.ts'
import { distinguishedName } from '../domain/registry/distinguished-name.ts'
import { signingAlgorithms } from '../domain/registry/signing-algorithm.ts'
import { longestTokenSeconds } from '../domain/registry/token-scope.ts'
import { detailTypeEntry } from './detail-type-entry.ts'
import { consentResourceEntry, consentTemplateEntry } from './consent-resource-entry.ts'
import {
  audience,
  durationWithin,
  id,
  label,
  localizedLabel,
  orgno,
  redirectUri,
  scopeValue,
} from './entry-parts.ts'
import { marketEntry } from './market-entry.ts'
import { streamEntry, webhookEntry } from './receivers/receiver-entry.ts'
import { privacyEntry } from './privacy-entry.ts'
import { purposeEntry } from './purpose-entry.ts'
import { scopeDelegationEntry, tokenScopeEntry } from './token-scope-entry.ts'

const owner = z.strictObject({
  orgno,
  name: label(200).describe('Registered name, shown to the giver'),
})

export const resourceEntry = z.strictObject({
  audience,
  name: localizedLabel,
  scopes: z
    .array(z.strictObject({ value: scopeValue, text: localizedLabel.describe('What the giver reads') }))
    .min(1),
  token: z
    .strictObject({
      format: z.enum(['opaque', 'jwt']),
      lasts: durationWithin(longestTokenSeconds, 'must be an hour at most'),
    })
    .describe('Access tokens for this API'),
  reveals_identity: z
    .boolean()
    .default(false)
    .describe('Whether introspection tells this API the national identity number of the person'),
})

const secretEntry = z
  .union([
    z.strictObject({ secret_sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits') }),
    z.strictObject({
      secret_scrypt: z
        .string()
        .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'must be a salt, a dot and a digest'),
    }),
    z.strictObject({ secret_file: z.string().min(1).describe('Path, from the directory of this file') }),
    z.strictObject({
      secret_kept: z
        .string()
        .min(1)
        .max(100)
        .describe('The id of one that the client has here already, as `samtykke export` writes it'),
    }),
  ])
  .describe(
    'One live secret: its SHA-256 (only for random ones of 256 bits), its scrypt text, a file that holds it, or one it has already',
  )

/** RFC 7518 section 6, RFC 8037 section 2. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

const publicKey = z
  .looseObject({ kty: z.string(), kid: label(200), alg: z.string() })
  .refine(
    jwk => !privateMembers.some(name => name in jwk),
    'must be a public key: take out the private members',
  )

const certificateName = (what: string) =>
  z.string().min(1).max(500).optional().describe(`${what} of its certificate, for tls_client_auth`)

const certificateNames = {
  tls_client_auth_subject_dn: certificateName('The subject (RFC 4514)').refine(
    text => text === undefined || distinguishedName(text) !== undefined,
    'must be a distinguished name like CN=bank,O=Bank,C=NO (RFC 4514)',
  ),
  tls_client_auth_san_dns: certificateName('A host name'),
  tls_client_auth_san_uri: certificateName('A URI'),
  tls_client_auth_san_ip: certificateName('An IP address').refine(
    text => text === undefined || (isIP(text) !== 0 && !text.includes('%')),
    'must be an IP address, without a zone',
  ),
  tls_client_auth_san_email: certificateName('An e-mail address'),
}

export const clientEntry = z.strictObject({
  id,
  face: z.string().min(1).describe('The face it is registered at'),
  name: label(100).describe('What people know the owner by, shown beside the registered name'),
  owner,
  on_behalf_of: owner.optional().describe('Who asks, when the owner carries out the work for another'),
  authentication: z
    .enum([
      'client_secret',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
      'none',
    ])
    .describe(
      'How it proves who it is; client_secret lets it send its secret by HTTP Basic or in the body, whichever it likes',
    ),
  grant_types: z.array(z.enum(grantTypes)).default([]),
  redirect_uris: z.array(redirectUri).default([]),
  post_logout_redirect_uris: z.array(redirectUri).default([]),
  audiences: z.array(audience).default([]).describe('APIs it may ask tokens for'),
  default_audience: audience
    .optional()
    .describe('The one of them that client_credentials is for when it names neither an API nor a scope'),
  may_act_for: z
    .array(id)
    .default([])
    .describe('Clients whose access tokens it may exchange for narrower ones, as their processor (RFC 8693)'),
  scopes: z.array(scopeValue).default([]).describe('Scope values it may ask for, profile and pid among them'),
  authorization_details_types: z
    .array(scopeValue)
    .optional()
    .describe('Types of authorization_details it may ask for (RFC 9396 section 10); none when not said'),
  purposes: z.array(id).default([]).describe('Purposes it may ask for; the first is its default'),
  resource_server_for: audience.optional().describe('The audience whose tokens it may introspect'),
  secrets: z
    .array(secretEntry)
    .max(2)
    .default([])
    .describe('Up to two, so that they can be changed without an outage'),
  keys: z
    .array(publicKey)
    .default([])
    .describe(
      'Public keys (JWK) for private_key_jwt, jwt-bearer and signed requests; with x5c for self_signed_tls_client_auth',
    ),
  profile: z.enum(['fapi2']).optional().describe('The FAPI 2.0 Security Profile, with all that it demands'),
  request_object_signing_alg: z
    .string()
    .optional()
    .describe('The one algorithm of its signed authorization requests (RFC 9101)'),
  require_signed_request_object: z
    .boolean()
    .optional()
    .describe('Whether it must sign its authorization requests'),
  authorization_signed_response_alg: z
    .enum(signingAlgorithms)
    .optional()
    .describe('What its authorization answers are signed with (JARM); then it takes no others'),
  introspection_signed_response_alg: z
    .enum(signingAlgorithms)
    .optional()
    .describe('What introspection signs for it with, when it asks for that (RFC 9701)'),
  tls_client_certificate_bound_access_tokens: z
    .boolean()
    .optional()
    .describe('Whether its tokens are bound to its certificate (RFC 8705)'),
  ...certificateNames,
  dpop_bound_access_tokens: z
    .boolean()
    .optional()
    .describe('Whether its tokens are bound to the key of its proofs (RFC 9449)'),
  require_pushed_authorization_requests: z
    .boolean()
    .optional()
    .describe('Whether it must push its authorization requests (RFC 9126)'),
  id_token_signed_response_alg: z
    .enum(signingAlgorithms)
    .optional()
    .describe('What its ID tokens are signed with; RS256 when not said'),
  pkce: z
    .enum(['required', 'optional'])
    .default('required')
    .describe('Whether it may ask without a code_challenge (RFC 9700 section 2.1.1)'),
  token_endpoint_as_audience: z
    .boolean()
    .default(false)
    .describe('Whether its assertions may be for the token endpoint as well as for the issuer'),
  privacy: privacyEntry.optional(),
  webhooks: z.array(webhookEntry).max(10).default([]).describe('Where it is told of consents as JSON'),
  streams: z.array(streamEntry).max(10).default([]).describe('Its streams of Shared Signals'),
  settings: z.record(z.string(), z.string()).default({}).describe('What only its face needs'),
})

/** The declarative file. Unknown members are refused. */
export const registrySchema = z.strictObject({
  resources: z.array(resourceEntry).default([]),
  authorization_details_types: z
    .array(detailTypeEntry)
    .default([])
    .describe('Types of authorization_details (RFC 9396), each with its schema and its words'),
  purposes: z.array(purposeEntry).default([]),
  token_scopes: z
    .array(tokenScopeEntry)
    .default([])
    .describe('Scopes that organizations are given, for clients that ask tokens by jwt-bearer'),
  scope_delegations: z
    .array(scopeDelegationEntry)
    .default([])
    .describe('Organizations that let others use their scopes'),
  consent_templates: z
    .array(consentTemplateEntry)
    .default([])
    .describe('The words around requests for consent resources'),
  consent_resources: z
    .array(consentResourceEntry)
    .default([])
    .describe('What organizations may ask consent for, each with its words and rules'),
  market: marketEntry
    .optional()
    .describe(
      'The energy market, as far as it is not asked elsewhere: market parties, metering points, products',
    ),
  clients: z.array(clientEntry).default([]),
})

export type ResourceEntry = z.infer<typeof resourceEntry>
export type PurposeEntry = z.infer<typeof purposeEntry>
export type ClientEntry = z.infer<typeof clientEntry>
export type RegistryFile = z.infer<typeof registrySchema>
