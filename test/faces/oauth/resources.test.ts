import assert from 'node:assert/strict'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { movableClock } from '../../../adapters/clock/movable-clock.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { debts } from '../../support/oauth-world.ts'

const meters = { scope: 'meter.read', resource: 'https://meters.example' }

onEachDatabase('tokens for resources', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(async () => {
    movableClock.reset()
    await server.close()
  })

  const machine = (form: Record<string, string>, client = server.both) =>
    post(server, '/token', { client, form: { grant_type: 'client_credentials', ...form } })

  it('are opaque when the resource wants them so', async () => {
    const { json } = await machine({ scope: 'debt.read', resource: 'https://debts.example' })
    assert.match(String(json.access_token), /^m[0-9a-z]+_[A-Za-z0-9_-]{43}$/)
    assert.deepEqual([json.expires_in, json.scope, json.token_type], [600, 'debt.read', 'Bearer'])
  })

  it('are JWTs (RFC 9068) when the resource wants them so', async () => {
    const { json } = await machine(meters)
    const keys = createRemoteJWKSet(new URL(`${server.publicUrl}/jwks`))
    const { payload, protectedHeader } = await jwtVerify(String(json.access_token), keys, {
      issuer: server.publicUrl,
      audience: 'https://meters.example',
      typ: 'at+jwt',
    })
    assert.equal(protectedHeader.alg, 'ES256')
    const { iat, exp, jti, ...rest } = payload
    assert.equal(Number(exp) - Number(iat), 300)
    assert.ok(jti)
    assert.deepEqual(rest, {
      iss: server.publicUrl,
      aud: 'https://meters.example',
      sub: 'both',
      client_id: 'both',
      scope: 'meter.read',
    })
  })

  it("a person's JWT names the consent and never the national identity number", async () => {
    const tokens = await obtainTokens(await discover(server, server.both), server.both, {
      ...meters,
      scope: 'openid pid meter.read',
    })
    const payload = JSON.parse(Buffer.from(tokens.access_token.split('.')[1] ?? '', 'base64url').toString())
    assert.match(payload.grant_id, /^[0-9a-f-]{36}$/)
    assert.equal(payload.sub, server.kari.id)
    assert.doesNotMatch(JSON.stringify(payload), /14842249091/)
  })

  it('no JWT is made for a consent that is being withdrawn', async () => {
    const configuration = await discover(server, server.both)
    const { callback, verifier } = await authorize(configuration, server.both, {
      ...meters,
      scope: 'meter.read',
    })
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    const { json } = await post(server, '/token', {
      client: server.both,
      form: {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: 'https://rp.example/cb',
        code_verifier: verifier,
      },
    })
    assert.equal(json.error, 'invalid_grant')
  })

  it('ask for nothing that cannot be given', async () => {
    const error = async (form: Record<string, string>, client = server.both) =>
      (await machine(form, client)).json.error
    assert.equal(
      await error({ scope: 'debt.read meter.read', resource: 'https://debts.example' }),
      'invalid_scope',
    )
    assert.equal(await error({ scope: 'debt.summary', resource: 'https://debts.example' }), 'invalid_scope')
    assert.equal(await error({ scope: 'openid' }, server.web), 'invalid_scope')
    assert.equal(await error({ scope: 'debt.read', resource: 'https://unknown.example' }), 'invalid_target')
    assert.equal(await error({ scope: 'debt.write' }), 'invalid_scope')
    assert.equal(await error(meters, server.web), 'invalid_target')
    assert.equal(await error({ scope: 'debt.read  debt.read' }, server.web), 'invalid_scope')
  })

  it('are for the API whose scopes are asked for, when a client of two names none', async () => {
    const { status, json } = await machine({ scope: 'debt.read' })
    assert.equal(status, 200)
    const found = await introspect(server, String(json.access_token))
    assert.equal(found.aud, 'https://debts.example')
    const tokens = await obtainTokens(await discover(server, server.both), server.both, {
      scope: 'openid offline_access meter.read',
      prompt: 'consent',
    })
    assert.equal(decodeJwt(tokens.access_token).aud, 'https://meters.example')
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const refreshed = await post(server, '/token', { client: server.both, form })
    assert.equal(decodeJwt(String(refreshed.json.access_token)).aud, 'https://meters.example')
  })

  it('are for no API that may be another: the error says how to ask', async () => {
    const refused = async (form: Record<string, string>) => {
      const { json } = await machine(form)
      assert.equal(json.error, 'invalid_target')
      return String(json.error_description)
    }
    assert.match(
      await refused({ scope: 'debt.read meter.read' }),
      /several APIs; each .* parameter resource$/,
    )
    assert.match(await refused({}), /parameter resource must name .* https:\/\/debts\.example or https:/)
    const twin = 'https://more-debts.example'
    await server.ports.registry.putResource({ ...debts, audience: twin })
    const both = (await server.clientStore.find('both'))!
    await server.clientStore.save({ ...both, audiences: [...both.audiences, twin] })
    assert.match(
      await refused({ scope: 'debt.read' }),
      /https:\/\/debts\.example or https:\/\/more-debts\.example$/,
    )
  })

  it('are for all scopes of the only API when a client names none', async () => {
    const { json } = await machine({}, server.web)
    assert.equal(json.scope, 'debt.read debt.summary')
  })

  it('are for one resource at a time', async () => {
    const two = 'resource=https%3A%2F%2Fdebts.example&resource=https%3A%2F%2Fmeters.example'
    const { json } = await post(server, '/token', {
      client: server.both,
      form: `grant_type=client_credentials&scope=debt.read&${two}`,
    })
    assert.equal(json.error, 'invalid_target')
  })

  it('a client asks by the grants it is registered for', async () => {
    const { status, json } = await post(server, '/token', {
      form: { grant_type: 'client_credentials', client_id: 'native', scope: 'debt.read' },
    })
    assert.equal(status, 400)
    assert.match(String(json.error), /^(unauthorized_client|invalid_request)$/)
    const unknown = await machine({ grant_type: 'password' } as never)
    assert.equal(unknown.json.error, 'unsupported_grant_type')
  })

  it('end when their time is over', async () => {
    const { json } = await machine({ scope: 'debt.read' }, server.web)
    const active = async () =>
      (
        await post(server, '/introspect', {
          client: server.debtServer,
          form: { token: String(json.access_token) },
        })
      ).json.active
    assert.equal(await active(), true)
    movableClock.advance(600)
    assert.equal(await active(), false)
  })
})

onEachDatabase('JWTs for resources', database => {
  for (const signing of ['ES256', 'RS256'] as const) {
    it(`are good at introspection when their issuer signs with ${signing}`, async () => {
      const server = await startOAuthServer(database, { signing })
      try {
        const own = await post(server, '/token', {
          client: server.both,
          form: { grant_type: 'client_credentials', ...meters },
        })
        const asked = { ...meters, scope: 'openid meter.read' }
        const personal = await obtainTokens(await discover(server, server.both), server.both, asked)
        for (const token of [String(own.json.access_token), personal.access_token]) {
          assert.equal(decodeProtectedHeader(token).alg, signing)
          const { json } = await post(server, '/introspect', { client: server.meterServer, form: { token } })
          assert.equal(json.active, true)
        }
      } finally {
        await server.close()
      }
    })
  }
})
