import { generateKeyPairSync, randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'
import { answerInteractions } from './memory-interactions.ts'

/** Bare oidc-provider with its in-memory adapter: what the library alone can do on this machine. */
const secret = () => randomBytes(32).toString('base64url')
const secrets = { machine: secret(), resourceServer: secret(), web: secret() }
const redirectUri = 'http://127.0.0.1:9999/cb'
const audiences = { opaque: 'https://opaque.bench.example', jwt: 'https://jwt.bench.example' }
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const configuration: Configuration = {
  clients: [
    {
      client_id: 'machine',
      client_secret: secrets.machine,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'rs',
      client_secret: secrets.resourceServer,
      grant_types: [],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: 'web',
      client_secret: secrets.web,
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [redirectUri],
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'bench', alg: 'ES256', use: 'sig' }] },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  cookies: { keys: [secret()] },
  pkce: { required: () => true },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audiences.opaque,
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => ({
        audience: resource,
        scope: 'debt.read',
        accessTokenTTL: 600,
        accessTokenFormat: resource === audiences.jwt ? 'jwt' : 'opaque',
        ...(resource === audiences.jwt ? { jwt: { sign: { alg: 'ES256' } } } : {}),
      }),
    },
  },
}

const server = http.createServer()
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(url, configuration)
  provider.use(answerInteractions(provider))
  server.on('request', provider.callback())
  console.log(`ready ${JSON.stringify({ url, secrets, audiences, redirectUri })}`)
})
process.on('SIGTERM', () => process.exit(0))
