import { createHash, randomBytes } from 'node:crypto'

const text = (words: string) => ({ nb: words, nn: words, en: words })

export const benchAudiences = { opaque: 'https://opaque.bench.example', jwt: 'https://jwt.bench.example' }
export const benchRedirectUri = 'http://127.0.0.1:9999/cb'

const resource = (format: 'opaque' | 'jwt') => ({
  audience: benchAudiences[format],
  name: text('Bench'),
  scopes: [{ value: 'debt.read', text: text('Debt') }],
  token: { format, lasts: '10m' },
})

const client = (id: string, secret: string, more: object) => ({
  id,
  face: 'oauth',
  name: 'Bench',
  owner: { orgno: '810419512', name: 'Bench' },
  authentication: 'client_secret_basic',
  secrets: [{ secret_sha256: createHash('sha256').update(secret).digest('hex') }],
  ...more,
})

const may = { audiences: Object.values(benchAudiences), scopes: ['openid', 'debt.read'] }

/** Clients and resources of the bench, and their secrets. */
export function benchRegistry() {
  const secret = () => randomBytes(32).toString('base64url')
  const secrets = { machine: secret(), resourceServer: secret(), web: secret() }
  const file = {
    resources: [resource('opaque'), resource('jwt')],
    purposes: [
      {
        id: 'bench',
        name: text('Bench'),
        description: text('To measure'),
        when_declined: text('Nothing'),
        permissions: ['debt.read'],
        lasts: '30d',
        lasts_at_most: '90d',
      },
    ],
    clients: [
      client('bench-machine', secrets.machine, { ...may, grant_types: ['client_credentials'] }),
      client('bench-rs', secrets.resourceServer, { resource_server_for: benchAudiences.opaque }),
      client('bench-web', secrets.web, {
        ...may,
        grant_types: ['authorization_code'],
        redirect_uris: [benchRedirectUri],
        purposes: ['bench'],
      }),
    ],
  }
  return { file, secrets }
}
