import { readFileSync } from 'node:fs'
import type { Client } from '../../domain/registry/client.ts'
import { Problem } from '../../domain/problem.ts'
import { withLapsingKeys } from '../../registry/client-keys.ts'
import { clientFindings } from '../../registry/findings/client-findings.ts'
import { registeredNames } from '../../registry/findings/registered-names.ts'
import { parseRegistry } from '../../registry/parse-registry.ts'
import { parseEntry } from '../../registry/parse-entry.ts'
import { type ClientEntry, clientEntry } from '../../registry/registry-schema.ts'
import { RegistryError } from '../../registry/registry-error.ts'
import { toClient } from '../../registry/to-domain.ts'
import type { Storage } from '../storage.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, repeated, type Tools, verb } from '../verb.ts'
import { withNewSecret } from '../../usecases/steps/with-new-secret.ts'

interface Add extends Options {
  readonly face: string
  readonly name: string
  readonly owner: string
  readonly ownerName: string
  readonly authentication?: string
  readonly grantType?: string[]
  readonly redirectUri?: string[]
  readonly logoutUri?: string[]
  readonly audience?: string[]
  readonly mayActFor?: string[]
  readonly scope?: string[]
  readonly purpose?: string[]
  readonly resourceServerFor?: string
  readonly keys?: string
  readonly requirePar?: boolean
  readonly dpop?: boolean
  readonly idTokenAlg?: string
  readonly pkce?: string
  readonly tokenEndpointAsAudience?: boolean
  readonly privacy?: string
  readonly profile?: string
}

export const addClient = (tools: Tools) =>
  onStorage<Add>(tools, command(), async (storage, { argument, options }) => {
    const { clients, secrets, clock } = storage
    if (await clients.registered(argument)) throw exists(argument)
    const asked = await assertFit(storage, fromOptions(argument, options, storage))
    const client = withLapsingKeys(asked, { before: undefined, at: clock.now() })
    const { secret, changed } = client.authentication.startsWith('client_secret')
      ? withNewSecret(client, secrets)
      : { secret: undefined, changed: client }
    if (!(await clients.save(changed))) throw exists(client.id)
    const shown = secret && `\nclient_secret: ${secret}\nIt is shown this once; only its hash is kept.`
    return {
      json: { client_id: client.id, client_secret: secret },
      text: `Added ${client.id}${shown ?? ''}`,
      acts: [{ what: 'client.added', clientId: client.id }],
    }
  })

const exists = (id: string) =>
  new Problem('client.exists', `There is a client ${id} already; change it by a file and apply`)

const command = () =>
  verb('add <id>', 'register a client')
    .requiredOption('--face <face>', 'the face it is registered at, such as oauth')
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--owner <orgno>', 'organization number of its owner')
    .requiredOption('--owner-name <name>', 'registered name of its owner')
    .option(
      '--authentication <method>',
      'client_secret, client_secret_basic, client_secret_post, private_key_jwt or none; the first that its face takes when not said',
    )
    .option(
      '--grant-type <type>',
      'authorization_code, refresh_token, client_credentials, jwt-bearer or token-exchange; repeatable',
      repeated,
    )
    .option('--redirect-uri <uri>', 'repeatable', repeated)
    .option('--logout-uri <uri>', 'where a person may be sent after logging out; repeatable', repeated)
    .option('--audience <uri>', 'an API it may ask tokens for; repeatable', repeated)
    .option(
      '--may-act-for <id>',
      'a client whose tokens it may exchange as its processor; repeatable',
      repeated,
    )
    .option('--scope <value>', 'a scope it may ask for; repeatable', repeated)
    .option('--purpose <id>', 'a purpose it may ask for; repeatable, the first is its default', repeated)
    .option('--resource-server-for <uri>', 'the audience whose tokens it may introspect')
    .option('--keys <file>', 'its public keys, a JWK Set in JSON')
    .option(
      '--privacy <file>',
      'how it handles the information (GDPR article 13), as `privacy` in a file, in JSON',
    )
    .option('--profile <profile>', 'the security profile that it keeps to: fapi2')
    .option('--dpop', 'its tokens are bound to the key of its proofs')
    .option('--require-par', 'it must push its authorization requests')
    .option('--id-token-alg <alg>', 'what its ID tokens are signed with: RS256, as when not said, or ES256')
    .option('--pkce <wish>', 'required, as when not said, or optional for a client that authenticates')
    .option('--token-endpoint-as-audience', 'its assertions may be for the token endpoint, too')

/** By way of the declarative format, so that the same rules hold for both. */
function fromOptions(id: string, options: Add, { clientRules }: Pick<Storage, 'clientRules'>): ClientEntry {
  const entry = {
    id,
    face: options.face,
    name: options.name,
    owner: { orgno: options.owner, name: options.ownerName },
    authentication: options.authentication ?? clientRules.ofFace(options.face)?.authentication[0] ?? 'none',
    grant_types: options.grantType,
    redirect_uris: options.redirectUri,
    post_logout_redirect_uris: options.logoutUri,
    audiences: options.audience,
    may_act_for: options.mayActFor,
    scopes: options.scope,
    purposes: options.purpose,
    resource_server_for: options.resourceServerFor,
    keys: options.keys === undefined ? undefined : readKeys(options.keys),
    require_pushed_authorization_requests: options.requirePar,
    dpop_bound_access_tokens: options.dpop,
    id_token_signed_response_alg: options.idTokenAlg,
    pkce: options.pkce,
    token_endpoint_as_audience: options.tokenEndpointAsAudience,
    privacy: options.privacy === undefined ? undefined : readJson('privacy', options.privacy),
    profile: options.profile,
  }
  return parseEntry(clientEntry, entry)
}

const readKeys = (path: string): unknown =>
  (readJson('keys', path) as { readonly keys?: unknown } | null)?.keys ?? null

function readJson(member: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new RegistryError([
      `${member}: ${path} ${code === undefined ? 'is not JSON' : `cannot be read (${code})`}`,
    ])
  }
}

/** The client, when endpoints would take it. A client with a secret is about to be given one. */
async function assertFit(storage: Storage, entry: ClientEntry): Promise<Client> {
  const names = await registeredNames(storage, { ...nothing, clients: [entry] })
  const secrets = { length: entry.authentication.startsWith('client_secret') ? 1 : 0 }
  const { clientRules: rules, demandsPrivacy } = storage
  const findings = clientFindings([{ ...entry, secrets }], { names, rules, demandsPrivacy })
  if (findings.length > 0) throw new RegistryError(findings.map(({ text }) => text))
  return toClient(entry, { version: 0, secrets: [] })
}

const nothing = parseRegistry('', 'nothing')
