import { exportJWK, generateKeyPair } from 'jose'
import type { SecretHasher } from '../../server/ports/secret-hasher.ts'
import type { Client } from '../../server/domain/registry/client.ts'
import { managementScopes } from '../../server/domain/grants/grant-management.ts'
import { organization } from '../../server/domain/party.ts'
import { underFapi2 } from '../../server/domain/registry/fapi2.ts'
import type { Resource } from '../../server/domain/registry/resource.ts'

const text = (word: string) => ({ nb: word, nn: word, en: word })

export const debts: Resource = {
  audience: 'https://debts.example',
  version: 1,
  name: text('Gjeld'),
  scopes: [
    { value: 'debt.read', text: text('Se gjeld') },
    { value: 'debt.summary', text: text('Se sum') },
  ],
  token: { format: 'opaque', seconds: 600 },
  revealsIdentity: true,
}

/** Its tokens are JWTs. */
export const meters: Resource = {
  audience: 'https://meters.example',
  version: 1,
  name: text('Målere'),
  scopes: [{ value: 'meter.read', text: text('Se forbruk') }],
  token: { format: 'jwt', seconds: 300 },
  revealsIdentity: false,
}

export const aClient = (id: string, changes: Partial<Client>): Client => ({
  id,
  version: 0,
  face: 'oauth',
  name: id,
  owner: organization('810419512'),
  ownerName: 'Demobanken',
  onBehalfOf: undefined,
  authentication: 'client_secret_basic',
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
  redirectUris: ['https://rp.example/cb'],
  postLogoutRedirectUris: ['https://rp.example/bye'],
  audiences: [debts.audience],
  scopeValues: ['debt.read', 'debt.summary', 'profile', 'pid', ...managementScopes],
  purposes: ['loan', 'once'],
  resourceServerFor: undefined,
  secrets: [],
  keys: [],
  settings: {},
  ...changes,
})

export interface TestClient extends Client {
  readonly secret: string
}

/** Every kind of client, with secrets and keys in clear. */
export async function oauthClients(secrets: SecretHasher) {
  const withSecret = (id: string, changes: Partial<Client> = {}): TestClient => {
    const { secret, kept } = secrets.generate()
    return { ...aClient(id, { ...changes, secrets: [kept] }), secret }
  }
  const pair = await generateKeyPair('ES256', { extractable: true })
  const publicJwk = await exportJWK(pair.publicKey)
  const none = { grantTypes: [], redirectUris: [], audiences: [], scopeValues: [] }
  const processing: Partial<Client> = {
    ...none,
    grantTypes: ['token-exchange', 'client_credentials'],
    audiences: [debts.audience, meters.audience],
    scopeValues: ['debt.read', 'debt.summary', 'meter.read'],
    purposes: [],
  }
  return {
    privateKey: pair.privateKey,
    publicJwk,
    web: withSecret('web'),
    other: withSecret('other', { redirectUris: ['https://other.example/cb'] }),
    two: withSecret('two', { redirectUris: ['https://two.example/a', 'https://two.example/b'] }),
    elliptic: withSecret('elliptic', { idTokenAlgorithm: 'ES256' }),
    either: withSecret('either', { authentication: 'client_secret' }),
    plain: withSecret('plain', { pkceOptional: true }),
    post: withSecret('post', { authentication: 'client_secret_post' }),
    both: withSecret('both', {
      audiences: [debts.audience, meters.audience],
      scopeValues: ['debt.read', 'meter.read', 'profile', 'pid', ...managementScopes],
    }),
    device: withSecret('device', {
      grantTypes: ['device_code', 'ciba', 'refresh_token'],
      redirectUris: [],
    }),
    television: aClient('television', {
      authentication: 'none',
      grantTypes: ['device_code', 'ciba', 'refresh_token'],
      redirectUris: [],
    }),
    native: aClient('native', {
      authentication: 'none',
      redirectUris: ['http://127.0.0.1/cb'],
      grantTypes: ['authorization_code', 'refresh_token'],
    }),
    key: aClient('key', {
      authentication: 'private_key_jwt',
      keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
    }),
    bound: withSecret('bound', {
      boundTokens: 'dpop',
      grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', 'device_code', 'ciba'],
    }),
    pushing: withSecret('pushing', { pushesRequests: true }),
    endpointKey: aClient('endpoint-key', {
      authentication: 'private_key_jwt',
      assertsTokenEndpoint: true,
      keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
    }),
    fapi: underFapi2(
      aClient('fapi', {
        authentication: 'private_key_jwt',
        grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', 'device_code', 'ciba'],
        keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
      }),
    ),
    fapiOther: underFapi2(
      aClient('fapi-other', {
        authentication: 'private_key_jwt',
        redirectUris: ['https://other.example/cb'],
        keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
      }),
    ),
    fapiSigned: underFapi2(
      aClient('fapi-signed', {
        authentication: 'private_key_jwt',
        keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
        signsRequests: true,
        answerAlgorithm: 'ES256',
      }),
    ),
    processor: withSecret('processor', {
      ...processing,
      owner: organization('810418192'),
      ownerName: 'Regnskapsføreren',
      mayActFor: ['web', 'both', 'bound', 'fapi'],
    }),
    subProcessor: withSecret('sub-processor', {
      ...processing,
      owner: organization('910493353'),
      ownerName: 'Skrivestua',
      mayActFor: ['processor', 'fapi-processor'],
    }),
    fapiProcessor: underFapi2(
      aClient('fapi-processor', {
        ...processing,
        owner: organization('810418192'),
        ownerName: 'Regnskapsføreren',
        authentication: 'private_key_jwt',
        keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
        mayActFor: ['fapi', 'bound'],
      }),
    ),
    debtServer: withSecret('debt-server', {
      ...none,
      resourceServerFor: debts.audience,
      introspectionAlgorithm: 'ES256',
    }),
    meterServer: withSecret('meter-server', { ...none, resourceServerFor: meters.audience }),
    keyServer: aClient('key-server', {
      ...none,
      authentication: 'private_key_jwt',
      resourceServerFor: debts.audience,
      keys: [{ ...publicJwk, kid: 'one', alg: 'ES256' }],
    }),
  }
}

export type OAuthClients = Awaited<ReturnType<typeof oauthClients>>
