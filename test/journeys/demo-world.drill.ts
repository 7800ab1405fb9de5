import assert from 'node:assert/strict'
import { importJWK } from 'jose'
import * as oidc from 'openid-client'
import { visitor } from '../support/portal-visitor.ts'
import { sharedSamtykke, startSamtykke } from '../support/samtykke-process.ts'

interface Registered {
  readonly client_id: string
  readonly client_secret: string
}

describe('the demo world, used from outside with what demo.json tells', () => {
  const server = sharedSamtykke()

  const clients = () =>
    server.demo.clients.oauth as typeof server.demo.clients.oauth & {
      readonly public: { readonly client_id: string; readonly redirect_uris: readonly string[] }
      readonly energyApp: Registered
      readonly energyServer: Registered
    }
  const configure = (id: string, authentication: oidc.ClientAuth) =>
    oidc.discovery(new URL(server.demo.issuers.oauth), id, undefined, authentication, {
      execute: [oidc.allowInsecureRequests],
    })
  const withSecret = ({ client_id, client_secret }: Registered) =>
    configure(client_id, oidc.ClientSecretBasic(client_secret))
  const isActive = async (token: string) => {
    const seen = await oidc.tokenIntrospection(await withSecret(clients().resourceServer), token)
    return seen.active
  }
  const moveClock = (body: object) =>
    fetch(`${server.publicUrl}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('gives the machines tokens for every scope of the demo register, by secret and by key', async () => {
    const { machine, machineKey, resourceServer } = clients()
    const scope =
      server.demo.resources.find(({ audience }) => audience === resourceServer.audience)?.scopes.join(' ') ??
      ''
    const { kid = '', alg = '' } = machineKey.jwk
    const key = (await importJWK(machineKey.jwk, alg)) as CryptoKey
    for (const client of [
      await withSecret(machine),
      await configure(machineKey.client_id, oidc.PrivateKeyJwt({ key, kid })),
    ]) {
      const tokens = await oidc.clientCredentialsGrant(client, { scope })
      assert.equal(tokens.scope, scope)
      assert.equal(await isActive(tokens.access_token), true)
    }
  })

  it('gives the energy app a JWT', async () => {
    const client = await withSecret(clients().energyApp)
    const tokens = await oidc.clientCredentialsGrant(client, { scope: 'consumption.read' })
    assert.equal(tokens.access_token.split('.').length, 3)
  })

  it('lets the public client in with PKCE alone, and its consent end when the clock says so', async () => {
    const { client_id, redirect_uris } = clients().public
    const client = await configure(client_id, oidc.None())
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const person = visitor(server.publicUrl)
    const state = oidc.randomState()
    const login = await person.ask({
      client_id,
      redirect_uri: redirect_uris[0],
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      scope: 'openid offline_access income.read',
      prompt: 'consent',
      consent_days: '2',
      state,
    })
    const back = await person.submit(await person.logIn(login), { decision: 'accept' })
    const tokens = await oidc.authorizationCodeGrant(client, new URL(back.url), {
      pkceCodeVerifier,
      expectedState: state,
    })
    assert.equal(await isActive(tokens.access_token), true)

    const day = 24 * 3600
    await moveClock({ advanceSeconds: day })
    assert.equal(await isActive(tokens.access_token), false)
    const renewed = await oidc.refreshTokenGrant(client, tokens.refresh_token ?? '')
    assert.equal(await isActive(renewed.access_token), true)
    await moveClock({ advanceSeconds: day })
    await assert.rejects(oidc.refreshTokenGrant(client, renewed.refresh_token ?? ''), {
      error: 'invalid_grant',
    })
    await moveClock({ reset: true })
  })

  it('keeps its secrets, and all that was promised, over a restart', async () => {
    const { machine } = clients()
    const tokens = await oidc.clientCredentialsGrant(await withSecret(machine), { scope: 'income.read' })
    await server.stop()
    Object.assign(server, await startSamtykke({ dataDir: server.dataDir }))
    assert.deepEqual(clients().machine, machine)
    assert.equal(await isActive(tokens.access_token), true)
  })

  it('has no door for operators', async () => {
    for (const path of ['/admin', '/metrics']) {
      assert.equal((await fetch(`${server.publicUrl}${path}`)).status, 404)
    }
  })
})
