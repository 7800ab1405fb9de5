import assert from 'node:assert/strict'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { applyRegistry } from '../../server/registry/apply-registry.ts'
import { clientFindings } from '../../server/registry/findings/client-findings.ts'
import { registeredNames } from '../../server/registry/findings/registered-names.ts'
import { parseRegistry, readEntries } from '../../server/registry/parse-registry.ts'
import { openBrowser } from '../support/browser.ts'
import { onEachDatabase } from '../support/database.ts'
import { authorize, discover, post } from '../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../support/oauth-server.ts'
import { everywhere, goodFile } from '../support/registry-file.ts'
import { storesOn } from '../support/stores.ts'
import { startWholeApp } from '../support/whole-app.ts'

type Changes = Readonly<Record<string, unknown>>

const addresses = [
  'https://rp.example/cb',
  'HTTPS://RP.example/CB',
  'https://rp.example',
  'https://rp.example:8443/a/b?x=1&y=%20z',
  'https://rp.example/cb;a=b,c(d)!$*+=@~',
  'https://xn--bnk-ula.example/cb',
  'http://localhost/cb',
  'http://localhost:3000/cb',
  'http://127.0.0.1:9/cb',
  'http://[::1]:9/cb',
]
const ofApps = [
  'com.example.app:/cb',
  'com.example.app://cb/x',
  'http://127.0.0.1/cb',
  'https://app.example/cb',
]

onEachDatabase('what samtykke apply takes, the endpoints take', database => {
  let server: OAuthServer
  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const apply = async (file: object, secret = '') =>
    applyRegistry({
      ...storesOn(database),
      registry: server.ports.registry,
      clients: server.clientStore,
      secrets: server.secrets,
    })({ ...readEntries(JSON.stringify(file), 'f'), readSecret: async () => secret })

  const withClient = (changes: Changes) => {
    const file = goodFile()
    return { ...file, clients: [{ ...file.clients[0], ...changes }] }
  }

  const reaches = async (id: string, uri: string) => {
    const { callback } = await authorize(
      await discover(server, { id }),
      { id, redirectUris: [uri] },
      { scope: 'api.read', browser: openBrowser() },
    )
    assert.ok(callback.searchParams.get('code'), `${uri}: ${callback.href}`)
    const { protocol, host, pathname } = new URL(uri)
    assert.deepEqual([callback.protocol, callback.host, callback.pathname], [protocol, host, pathname])
  }

  it('every address to send a browser to', async () => {
    await apply(withClient({ redirect_uris: addresses, post_logout_redirect_uris: addresses }))
    for (const uri of addresses) await reaches('bank', uri)
    for (const uri of addresses) {
      const query = new URLSearchParams({ client_id: 'bank', post_logout_redirect_uri: uri })
      assert.equal((await fetch(`${server.publicUrl}/logout?${query}`)).status, 200, uri)
    }
  })

  it('every address of a program on a person’s own machine', async () => {
    const open = { authentication: 'none', secrets: [], grant_types: ['authorization_code'] }
    for (const uri of ofApps) {
      const id = `app-${ofApps.indexOf(uri)}`
      await apply(withClient({ ...open, id, redirect_uris: [uri], post_logout_redirect_uris: [uri] }))
      await reaches(id, uri)
    }
  })

  it('a secret in a file, by Basic and in the body', async () => {
    const everyCharacter = Array.from({ length: 94 }, (_, n) => String.fromCharCode(0x21 + n)).join('')
    const secret = `${everyCharacter} ${everyCharacter}`
    for (const [way, proof] of [
      ['client_secret_basic', openid.ClientSecretBasic],
      ['client_secret_post', openid.ClientSecretPost],
    ] as const) {
      const id = `a.${way}-1`
      const changes = { id, authentication: way, secrets: [{ secret_file: 'secret' }] }
      await apply(withClient(changes), `\ufeff${secret}\r\n`)
      const client = await discover(server, { id }, proof(secret))
      assert.equal((await openid.clientCredentialsGrant(client)).scope, 'api.read')
    }
  })

  it('a key for every algorithm', async () => {
    for (const alg of ['ES256', 'PS256', 'RS256', 'EdDSA', 'Ed25519']) {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
      const kid = `key of ${alg}`
      const keys = [{ ...(await exportJWK(publicKey)), alg, kid, use: 'sig', key_ops: ['verify'] }]
      await apply(withClient({ id: alg, authentication: 'private_key_jwt', secrets: [], keys }))
      const now = Math.floor(Date.now() / 1000)
      const assertion = new SignJWT({ iss: alg, sub: alg, aud: server.publicUrl, jti: alg, exp: now + 60 })
      const { status, json } = await post(server, '/token', {
        form: {
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await assertion.setProtectedHeader({ alg, kid }).sign(privateKey),
        },
      })
      assert.deepEqual([status, json.scope], [200, 'api.read'], alg)
    }
  })

  it('keys of a client that is known by its certificate, for the requests that it signs', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true })
    const changes = {
      authentication: 'tls_client_auth',
      secrets: [],
      tls_client_auth_san_ip: '2001:db8::1',
      keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'requests' }],
      require_signed_request_object: true,
    }
    await apply(withClient(changes))
  })

  it('every name of an API, and every scope', async () => {
    for (const audience of [
      'urn:example:api',
      'https://api.example:8443/v1?x=1',
      'api://1234',
      'HTTPS://API.example',
    ]) {
      const file = goodFile()
      const scopes = ['api.read', "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"]
      await apply(
        {
          ...file,
          resources: [
            {
              ...file.resources[0],
              audience,
              scopes: scopes.map(value => ({ value, text: everywhere('x') })),
            },
          ],
          clients: [
            { ...file.clients[0], audiences: [audience], scopes, secrets: [{ secret_file: 'secret' }] },
          ],
        },
        'a chosen secret',
      )
      const client = await discover(server, { id: 'bank' }, openid.ClientSecretBasic('a chosen secret'))
      const { scope } = await openid.clientCredentialsGrant(client, { resource: audience })
      assert.equal(scope, scopes.join(' '), audience)
    }
  })
})

onEachDatabase('the demo world', database => {
  it('has no client that samtykke apply would refuse', async () => {
    const app = await startWholeApp(database)
    try {
      const names = await registeredNames(app.stores, parseRegistry('', 'nothing'))
      const clients = await app.stores.clients.list()
      assert.ok(clients.length > 10)
      const entries = clients.map(({ owner, ownerName, ...client }) => ({
        ...client,
        owner: { orgno: owner.value, name: ownerName },
        grant_types: [...client.grantTypes],
        redirect_uris: [...client.redirectUris],
        post_logout_redirect_uris: [...client.postLogoutRedirectUris],
        audiences: [...client.audiences],
        may_act_for: [...(client.mayActFor ?? [])],
        scopes: [...client.scopeValues],
        purposes: [...client.purposes],
        resource_server_for: client.resourceServerFor,
        id_token_signed_response_alg: client.idTokenAlgorithm,
        pkce: client.pkceOptional ? ('optional' as const) : ('required' as const),
        ...(client.certificateSubject && {
          [client.certificateSubject.member]: client.certificateSubject.value,
        }),
        token_endpoint_as_audience: client.assertsTokenEndpoint === true,
        privacy: client.privacy && { ...client.privacy, third_countries: client.privacy.thirdCountries },
        keys: client.keys.map(key => ({ ...key })) as never,
        webhooks: [],
        streams: [],
      }))
      const rules = app.stores.clientRules
      const findings = clientFindings(entries, {
        names: { ...names, otherClients: [] },
        rules,
        demandsPrivacy: true,
      })
      assert.deepEqual(
        findings.map(({ text }) => text),
        [],
      )
    } finally {
      await app.close()
    }
  })
})
