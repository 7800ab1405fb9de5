import { managementScopes } from '../../domain/grants/grant-management.ts'
import type { Client } from '../../domain/registry/client.ts'
import type { ClientRules, FaceClients } from '../../ports/registry/client-rules.ts'
import type { ClientEntry } from '../registry-schema.ts'
import { toClient } from '../to-domain.ts'
import { fapiFindings } from './fapi-findings.ts'
import { type Finding, findingsAt, type Wrong } from './finding.ts'
import { keyFindings } from './key-findings.ts'
import { processorFindings } from './processor-findings.ts'
import { type MaySendTo, receiverFindings } from '../receivers/receiver-findings.ts'
import { clientPrivacyFindings } from './privacy-findings.ts'
import type { RegisteredNames } from './registered-names.ts'

/** A client as far as it is registered, with as many secrets as it will have. */
type Judged = Omit<ClientEntry, 'secrets'> & { readonly secrets: { readonly length: number } }

interface Known {
  readonly names: RegisteredNames
  readonly rules: Pick<ClientRules, 'ofFace' | 'refusal'>
  readonly demandsPrivacy: boolean
  readonly maySendTo?: MaySendTo | undefined
}

/** Why endpoints would refuse these clients, or what they are registered for, in view of everything that is registered. */
export function clientFindings(
  entries: readonly Judged[],
  { names, rules, demandsPrivacy, maySendTo }: Known,
): Finding[] {
  const wanted = entries.map(entry => toClient(entry, { version: 0, secrets: [] }))
  return entries.flatMap((entry, index) => {
    const found = findingsAt('clients', index, entry.id)
    const client = wanted[index]!
    const face = rules.ofFace(entry.face)
    if (!face) return [found(['face'], `there are no clients at a face ${entry.face}`)]
    return [
      ...idFindings(client, names),
      ...waysFindings(entry, face),
      ...nameFindings(entry, face, names),
      ...fapiFindings(entry, face),
      ...processorFindings(entry, face, [...wanted, ...names.otherClients]),
      ...keyFindings(client, face, [...wanted, ...names.otherClients]),
      ...receiverFindings(entry, maySendTo),
      ...refusalOf(client, rules),
      ...(demandsPrivacy ? clientPrivacyFindings(client, names.purposes) : []),
    ].map(wrong => found(...wrong))
  })
}

/**
 * Permissions are given to those for whom a client acts, and known by its id: nobody else gets the id, and no client takes it
 * along to another face.
 */
function idFindings(client: Client, { sameClients, removedIds }: RegisteredNames): Wrong[] {
  const { id, face, owner, onBehalfOf } = client
  if (removedIds.has(id)) return [[['id'], `the client ${id} was removed, and no client gets its id again`]]
  const before = sameClients.get(id)
  if (!before) return []
  const changed: (readonly [member: string, isChanged: boolean])[] = [
    ['face', before.face !== face],
    ['owner', before.owner.value !== owner.value],
    ['on_behalf_of', before.onBehalfOf?.identifier.value !== onBehalfOf?.identifier.value],
  ]
  return changed.flatMap(([member, isChanged]): Wrong[] =>
    isChanged
      ? [[[member], `the client ${id} has another by now; register a new client, with a new id`]]
      : [],
  )
}

/** Grant types that take a client which proves who it is, and such by which a client asks people. */
const forConfidential = ['client_credentials', 'ciba'] as const
const askingPersons = ['authorization_code', 'device_code', 'ciba'] as const

/** How it proves who it is, and what it may do then. */
function waysFindings(
  entry: Judged,
  { authentication, grantTypes, takesCertificates, idTokenSigning }: FaceClients,
): Wrong[] {
  const { authentication: way, grant_types: types, purposes, secrets, keys } = entry
  const usesSecret = way.startsWith('client_secret')
  const isPublic = way === 'none'
  const wrongs: (Wrong | false)[] = [
    !authentication.includes(way) && [
      ['authentication'],
      `must be ${authentication.join(', ')} at ${entry.face}`,
    ],
    usesSecret && secrets.length === 0 && [['secrets'], `must hold one for ${way}`],
    !usesSecret && secrets.length > 0 && [['secrets'], `must not be there with ${way}, which uses none`],
    way === 'self_signed_tls_client_auth' &&
      !keys.some(({ x5c }) => x5c !== undefined) && [['keys'], 'must hold one with its certificate (x5c)'],
    way === 'private_key_jwt' &&
      !takesCertificates &&
      keys.length === 0 && [['keys'], 'must hold one for private_key_jwt'],
    ...forConfidential.map(
      (type): Wrong | false =>
        isPublic &&
        types.includes(type) && [['grant_types'], `${type} is not for a client without authentication`],
    ),
    isPublic &&
      entry.resource_server_for !== undefined && [
        ['resource_server_for'],
        'is not for a client without authentication',
      ],
    ...entry.scopes.map(
      (scope, at): Wrong | false =>
        isPublic &&
        managementScopes.includes(scope) && [
          ['scopes', at],
          `${scope} is not for a client without authentication`,
        ],
    ),
    entry.default_audience !== undefined &&
      !entry.audiences.includes(entry.default_audience) && [['default_audience'], 'must be one of audiences'],
    entry.id_token_signed_response_alg !== undefined &&
      !idTokenSigning && [['id_token_signed_response_alg'], `has no meaning at ${entry.face}`],
    isPublic &&
      entry.pkce === 'optional' && [['pkce'], 'must be required for a client without authentication'],
    entry.token_endpoint_as_audience &&
      way !== 'private_key_jwt' && [['token_endpoint_as_audience'], `is for private_key_jwt, not for ${way}`],
    ...askingPersons.map(
      (type): Wrong | false =>
        types.includes(type) && purposes.length === 0 && [['purposes'], `must hold one for ${type}`],
    ),
    ...types.map(
      (type, at): Wrong | false =>
        !grantTypes.some(one => one === type) && [
          ['grant_types', at],
          `must be ${grantTypes.join(', ')} at ${entry.face}`,
        ],
    ),
    ...Object.keys(entry.settings).map(
      (name): Wrong => [['settings', name], `is no setting at ${entry.face}`],
    ),
  ]
  return wrongs.filter(wrong => wrong !== false)
}

/** What it names and is not there. */
function nameFindings(entry: Judged, { protocolScopes }: FaceClients, names: RegisteredNames): Wrong[] {
  const { audiences, scopes, purposes, resource_server_for: served } = entry
  const known = {
    audience: new Set(names.audiences.keys()),
    purpose: names.purposes,
    'authorization details type': names.detailTypes,
    scope: names.tokenScopes,
  }
  const strangers = (what: keyof typeof known, list: string, member: string, named: readonly string[]) =>
    named.flatMap((one, at): Wrong[] =>
      known[what].has(one) ? [] : [[[member, at], `the ${what} ${one} is not among the ${list}`, 'isNamed']],
    )
  const ofAudiences = audiences.flatMap(audience => names.audiences.get(audience) ?? [])
  const own = new Set([...Object.keys(protocolScopes ?? {}), ...ofAudiences])
  return [
    ...strangers('audience', 'resources', 'audiences', audiences),
    ...strangers('audience', 'resources', 'resource_server_for', served === undefined ? [] : [served]),
    ...strangers('purpose', 'purposes', 'purposes', purposes),
    ...strangers(
      'authorization details type',
      'authorization_details_types',
      'authorization_details_types',
      entry.authorization_details_types ?? [],
    ),
    ...(protocolScopes
      ? scopes.flatMap((one, at): Wrong[] =>
          own.has(one) ? [] : [[['scopes', at], `${one} is no scope of its audiences`]],
        )
      : strangers('scope', 'token scopes', 'scopes', scopes)),
  ]
}

function refusalOf(client: Client, { refusal }: Pick<ClientRules, 'refusal'>): Wrong[] {
  const words = refusal(client)
  return words === undefined ? [] : [[[], words]]
}
