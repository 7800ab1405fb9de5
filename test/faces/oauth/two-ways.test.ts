import assert from 'node:assert/strict'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

/** Clients with a secret are answered in front of the engine, others by it: nobody may see a difference. */
onEachDatabase('a token for a machine', database => {
  let server: OAuthServer
  let direct: openid.Configuration
  let engine: openid.Configuration

  beforeEach(async () => {
    server = await startOAuthServer(database)
    const wide = { audiences: server.both.audiences, scopeValues: server.both.scopeValues }
    for (const id of ['web', 'key']) {
      const client = (await server.clientStore.find(id))!
      await server.clientStore.save({ ...client, ...wide })
    }
    direct = await discover(server, server.web)
    engine = await discover(server, server.key, openid.PrivateKeyJwt({ key: server.privateKey, kid: 'one' }))
  })
  afterEach(() => server.close())

  it('is for the default audience of a client of two APIs that names neither an API nor a scope', async () => {
    for (const id of ['web', 'key']) {
      const client = (await server.clientStore.find(id))!
      await server.clientStore.save({ ...client, defaultAudience: 'https://meters.example' })
    }
    for (const way of [direct, engine]) {
      const { access_token, scope } = await openid.clientCredentialsGrant(way)
      assert.deepEqual([decodeJwt(access_token).aud, scope], ['https://meters.example', 'meter.read'])
      const { access_token: other } = await openid.clientCredentialsGrant(way, { scope: 'debt.read' })
      assert.equal((await introspect(server, other)).aud, 'https://debts.example')
    }
  })

  const changing = ['access_token', 'iat', 'exp', 'jti', 'client_id', 'sub']

  const lasting = (answer: object) =>
    Object.fromEntries(Object.entries(answer).filter(([name]) => !changing.includes(name)))

  for (const [format, asked] of Object.entries({
    opaque: { scope: 'debt.read', resource: 'https://debts.example' },
    JWT: { scope: 'meter.read', resource: 'https://meters.example' },
    scopeless: { resource: 'https://debts.example' },
  })) {
    it(`is the same whoever answers: ${format}`, async () => {
      const [one, other] = await Promise.all([
        openid.clientCredentialsGrant(direct, asked),
        openid.clientCredentialsGrant(engine, asked),
      ])
      assert.deepEqual(lasting(one), lasting(other))
      assert.equal(one.access_token.length, other.access_token.length - ('web'.length - 'key'.length))
      const at = format === 'JWT' ? server.meterServer : server.debtServer
      const [seen, seenOther] = await Promise.all([
        introspect(server, one.access_token, at),
        introspect(server, other.access_token, at),
      ])
      assert.equal(seen.active, true)
      assert.deepEqual(lasting(seen), lasting(seenOther))
      if (format !== 'JWT') return
      assert.deepEqual(decodeProtectedHeader(one.access_token), decodeProtectedHeader(other.access_token))
      assert.deepEqual(lasting(decodeJwt(one.access_token)), lasting(decodeJwt(other.access_token)))
    })
  }
})

onEachDatabase('userinfo', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  it('tells what was agreed to while it stands', async () => {
    const web = await discover(server, server.web)
    const { access_token } = await obtainTokens(web, server.web, { scope: 'openid pid debt.read' })
    assert.deepEqual(await openid.fetchUserInfo(web, access_token, server.kari.id), {
      sub: server.kari.id,
      pid: '14842249091',
    })
    const { items } = await server.core.listGrants(server.kari.id, 'active', { limit: 1 })
    await server.core.revokeGrant({ id: items[0]!.grant.id, by: server.kari.id, reason: 'giver' })
    const response = await fetch(`${server.publicUrl}/userinfo`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    assert.equal(response.status, 401)
    assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
  })

  it('tells nothing to a token without openid, and nothing to a machine', async () => {
    const web = await discover(server, server.web)
    const { access_token } = await obtainTokens(web, server.web, { scope: 'debt.read' })
    const machine = await openid.clientCredentialsGrant(web, { scope: 'debt.read' })
    for (const token of [access_token, machine.access_token]) {
      const response = await fetch(`${server.publicUrl}/userinfo`, {
        headers: { authorization: `Bearer ${token}` },
      })
      assert.ok([401, 403].includes(response.status))
    }
  })

  it('openid-client introspects as a resource server', async () => {
    const web = await discover(server, server.web)
    const { access_token } = await obtainTokens(web, server.web)
    const resourceServer = await discover(server, server.debtServer)
    assert.equal((await openid.tokenIntrospection(resourceServer, access_token)).active, true)
  })
})

onEachDatabase('a fault of our own', database => {
  const rename = (from: string, to: string) =>
    database.connection().write(`alter table ${from} rename to ${to}`)

  it('is answered with nothing but server_error, and told to the log whoever answers', async () => {
    const server = await startOAuthServer(database)
    const good = { client: server.web, form: { grant_type: 'client_credentials', scope: 'debt.read' } }
    const token = String((await post(server, '/token', good)).json.access_token)
    await rename('artifact', 'artifact_elsewhere')
    try {
      const { status, json } = await post(server, '/introspect', {
        client: server.debtServer,
        form: { token },
      })
      assert.deepEqual([status, json], [500, { error: 'server_error' }])
      assert.equal((await post(server, '/token', good)).status, 500)
      assert.equal(server.seen.errors.length, 2)
    } finally {
      await rename('artifact_elsewhere', 'artifact')
      await server.close()
    }
  })
})
