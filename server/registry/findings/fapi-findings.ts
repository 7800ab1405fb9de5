import type { FaceClients } from '../../ports/registry/client-rules.ts'
import { asymmetricMethods, certificateSubjects } from '../../domain/registry/client.ts'
import { fapi2Algorithms } from '../../domain/registry/fapi2.ts'
import type { ClientEntry } from '../registry-schema.ts'
import type { Wrong } from './finding.ts'

type Judged = Omit<ClientEntry, 'secrets'>

/** What belongs to FAPI 2.0 and its parts, at a face that knows them. */
const members = [
  'profile',
  'require_pushed_authorization_requests',
  'dpop_bound_access_tokens',
  'request_object_signing_alg',
  'require_signed_request_object',
  'authorization_signed_response_alg',
  'introspection_signed_response_alg',
  'tls_client_certificate_bound_access_tokens',
  ...certificateSubjects,
] as const

/** What a client is registered for of FAPI 2.0, and cannot be. */
export function fapiFindings(entry: Judged, { knowsFapi }: FaceClients): Wrong[] {
  if (knowsFapi) {
    return [
      ...ofCertificate(entry),
      ...ofSignedRequests(entry),
      ...(entry.profile === 'fapi2' ? underProfile(entry) : []),
    ]
  }
  return members.flatMap((member): Wrong[] =>
    entry[member] ? [[[member], `is nothing that ${entry.face} has`]] : [],
  )
}

/** RFC 8705 section 2.1.2: one name, and only for who is known by it. */
function ofCertificate(entry: Judged): Wrong[] {
  const [first, second] = certificateSubjects.filter(member => entry[member] !== undefined)
  const isBoundTwice = entry.dpop_bound_access_tokens && entry.tls_client_certificate_bound_access_tokens
  return [
    ...(first && entry.authentication !== 'tls_client_auth'
      ? [[[first], `is for tls_client_auth, not for ${entry.authentication}`] satisfies Wrong]
      : []),
    ...(second ? [[[second], `cannot stand beside ${first}`] satisfies Wrong] : []),
    ...(isBoundTwice
      ? [
          [
            ['dpop_bound_access_tokens'],
            'cannot stand beside tls_client_certificate_bound_access_tokens',
          ] satisfies Wrong,
        ]
      : []),
  ]
}

/** RFC 9101 section 6.2: requests are judged by the keys of the client, and secrets are kept as digests alone. */
function ofSignedRequests(entry: Judged): Wrong[] {
  const alg = entry.request_object_signing_alg
  const canSign = entry.keys.some(key => alg === undefined || key.alg === alg)
  if (!entry.require_signed_request_object || canSign) return []
  const needed =
    alg === undefined ? 'needs a key that it signs with' : `needs a key that it signs with, for ${alg}`
  return [[['require_signed_request_object'], needed]]
}

const signed = [
  'request_object_signing_alg',
  'authorization_signed_response_alg',
  'introspection_signed_response_alg',
] as const

/** FAPI 2.0 Security Profile sections 5.3.2 and 5.4.1. */
function underProfile(entry: Judged): Wrong[] {
  const ofToken = ['dpop_bound_access_tokens', 'tls_client_certificate_bound_access_tokens'] as const
  const isUnbound = !ofToken.some(member => entry[member]) && entry.dpop_bound_access_tokens === false
  return [
    ...(asymmetricMethods.includes(entry.authentication)
      ? []
      : [[['authentication'], `must be ${asymmetricMethods.join(', ')} under fapi2`] satisfies Wrong]),
    ...(entry.require_pushed_authorization_requests === false
      ? [[['require_pushed_authorization_requests'], 'cannot be left out under fapi2'] satisfies Wrong]
      : []),
    ...(isUnbound ? [[['dpop_bound_access_tokens'], 'cannot be left out under fapi2'] satisfies Wrong] : []),
    ...(entry.pkce === 'optional' ? [[['pkce'], 'is required under fapi2'] satisfies Wrong] : []),
    ...(entry.token_endpoint_as_audience
      ? [[['token_endpoint_as_audience'], 'is not for a client under fapi2'] satisfies Wrong]
      : []),
    ...(entry.id_token_signed_response_alg === 'RS256'
      ? [[['id_token_signed_response_alg'], 'must be ES256 under fapi2'] satisfies Wrong]
      : []),
    ...signed.flatMap((member): Wrong[] => {
      const alg = entry[member]
      return alg === undefined || fapi2Algorithms.includes(alg)
        ? []
        : [[[member], `must be ${fapi2Algorithms.join(', ')} under fapi2`]]
    }),
    ...entry.redirect_uris.flatMap((uri, at): Wrong[] =>
      /^https:/i.test(uri) ? [] : [[['redirect_uris', at], 'must be an https address under fapi2']],
    ),
    ...entry.keys.flatMap(({ alg }, at): Wrong[] =>
      fapi2Algorithms.includes(alg)
        ? []
        : [[['keys', at], `must be for ${fapi2Algorithms.join(', ')} under fapi2`]],
    ),
  ]
}
