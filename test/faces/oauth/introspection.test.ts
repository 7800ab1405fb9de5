import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { statementsOf } from '../../support/statement-counter.ts'

type Ask = (token: string) => Promise<{ status: number; json: Record<string, unknown> }>

onEachDatabase('introspection', database => {
  let server: OAuthServer
  let count = 0

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const machineToken = async (scope = 'debt.read', client = server.web, resource?: string) => {
    const form = { grant_type: 'client_credentials', scope, ...(resource && { resource }) }
    const { status, json } = await post(server, '/token', { client, form })
    assert.equal(status, 200, JSON.stringify(json))
    return String(json.access_token)
  }

  const personToken = async (client = server.web, wishes = {}) =>
    (await obtainTokens(await discover(server, client), client, wishes)).access_token

  const ways: Record<string, Ask> = {
    'with a secret in the header': token =>
      post(server, '/introspect', { client: server.debtServer, form: { token } }),
    'with private_key_jwt': async token =>
      post(server, '/introspect', {
        form: {
          token,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await new SignJWT({ jti: `i-${count++}` })
            .setProtectedHeader({ alg: 'ES256', kid: 'one' })
            .setIssuer('key-server')
            .setSubject('key-server')
            .setAudience(server.publicUrl)
            .setExpirationTime('1m')
            .sign(server.privateKey),
        },
      }),
  }

  for (const [way, ask] of Object.entries(ways)) {
    describe(way, () => {
      it("tells all about a person's token", async () => {
        const { status, json } = await ask(await personToken())
        const { iat, exp, grant_id, ...rest } = json
        assert.equal(status, 200)
        assert.deepEqual(rest, {
          active: true,
          iss: server.publicUrl,
          client_id: 'web',
          sub: server.kari.id,
          aud: 'https://debts.example',
          scope: 'debt.read',
          token_type: 'Bearer',
          pid: '14842249091',
          purpose: 'loan',
        })
        assert.equal(Number(exp) - Number(iat), 600)
        assert.match(String(grant_id), /^[0-9a-f-]{36}$/)
      })

      it("tells all about a machine's token", async () => {
        const { iat: _iat, exp: _exp, ...rest } = (await ask(await machineToken())).json
        assert.deepEqual(rest, {
          active: true,
          iss: server.publicUrl,
          client_id: 'web',
          aud: 'https://debts.example',
          scope: 'debt.read',
          token_type: 'Bearer',
        })
      })

      it('S25: knows no token that is one character off', async () => {
        const token = await machineToken()
        const flipped = token
          .split('')
          .map(one => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase()))
        for (const near of [
          token.slice(0, -1),
          `${token}A`,
          flipped.join(''),
          token.replace(/^m[^_]+/, 'mzz'),
          token.replace(/^m/, 'a'),
          `${token.slice(0, -2)}AA`,
          'x',
          'm_',
          'é'.repeat(50),
        ]) {
          assert.deepEqual((await ask(near)).json, { active: false })
        }
      })

      it('S26: says nothing about tokens for another resource server, and leaves a trace', async () => {
        const token = await machineToken('meter.read', server.both, 'https://meters.example')
        assert.deepEqual((await ask(token)).json, { active: false })
        assert.ok(server.recorded.some(({ what }) => what === 'introspection.foreign_token'))
      })

      it('says nothing about the tokens of a client that was removed', async () => {
        const token = await machineToken()
        await server.clientStore.remove('web')
        assert.deepEqual((await ask(token)).json, { active: false })
      })
    })
  }

  it('S26: a plain client learns nothing about tokens', async () => {
    const token = await personToken()
    for (const client of [server.web, server.other]) {
      const { status, json } = await post(server, '/introspect', { client, form: { token } })
      assert.deepEqual([status, json], [200, { active: false }])
    }
  })

  it('a client sees its own refresh token', async () => {
    const configuration = await discover(server, server.web)
    const { refresh_token: token = '' } = await obtainTokens(configuration, server.web, {
      scope: 'openid offline_access debt.read',
    })
    const ask = async (client = server.web) =>
      (await post(server, '/introspect', { client, form: { token } })).json.active
    assert.equal(await ask(), true)
    assert.equal(await ask(server.debtServer), false)
  })

  it('judges our JWTs by their signature, their audience and the consent', async () => {
    const form = { client: server.meterServer }
    const ask = async (token: string) =>
      (await post(server, '/introspect', { ...form, form: { token } })).json
    const token = await personToken(server.both, {
      scope: 'openid meter.read',
      resource: 'https://meters.example',
    })
    const machine = await machineToken('meter.read', server.both, 'https://meters.example')
    assert.equal(token.split('.').length, 3)
    const { grant_id, active, pid, sub } = await ask(token)
    assert.deepEqual([active, pid, sub], [true, undefined, server.kari.id])
    assert.equal((await ask(machine)).active, true)
    assert.equal((await ask(machine)).sub, undefined)
    assert.deepEqual(await ask(`${token.slice(0, -4)}AAAA`), { active: false })
    await server.core.revokeGrant({ id: grant_id as never, by: server.kari.id, reason: 'giver' })
    assert.deepEqual(await ask(token), { active: false })
    assert.equal((await ask(machine)).active, true)
  })

  it('S29: takes authenticated callers only', async () => {
    const token = await personToken()
    const form = { token }
    const status = async (asked: Parameters<typeof post>[2]) =>
      (await post(server, '/introspect', asked)).status
    assert.ok([400, 401].includes(await status({ form })))
    assert.ok([400, 401].includes(await status({ form, headers: { authorization: `Bearer ${token}` } })))
    assert.equal(await status({ form, client: { id: 'debt-server', secret: 'wrong' } }), 401)
    assert.equal(await status({ form: { ...form, client_id: 'native' } }), 401)
    assert.equal(await status({ form: {} as Record<string, string>, client: server.debtServer }), 400)
  })

  it('is not cached', async () => {
    const { headers } = await post(server, '/introspect', { client: server.debtServer, form: { token: 'x' } })
    assert.equal(headers.get('cache-control'), 'no-store')
  })
})

onEachDatabase('introspection of many unknown tokens', database => {
  it('S30: tells a resource server of good tokens all the while, and asks the database for none of the others', async () => {
    const server = await startOAuthServer(database, { misses: 5 })
    try {
      const ask = (token: string) =>
        post(server, '/introspect', { client: server.debtServer, form: { token } })
      const form = { grant_type: 'client_credentials', scope: 'debt.read' }
      const good = String((await post(server, '/token', { client: server.web, form })).json.access_token)
      const junk = (turn: number) => good.slice(0, -8) + String(turn).padStart(8, '0')
      await ask(junk(0))
      const asked = await statementsOf(database, async () => {
        for (let turn = 1; turn < 5; turn++) assert.deepEqual((await ask(junk(turn))).json, { active: false })
        for (let turn = 5; turn < 20; turn++) assert.equal((await ask(junk(turn))).status, 429)
      })
      assert.deepEqual(asked, [])
      assert.deepEqual([(await ask(good)).status, (await ask(good)).json.active], [200, true])
    } finally {
      await server.close()
    }
  })

  it('S30: is limited for that resource server alone', async () => {
    const server = await startOAuthServer(database, { misses: 5 })
    try {
      const ask = (token: string, client = server.debtServer) =>
        post(server, '/introspect', { client, form: { token } })
      for (let index = 0; index < 5; index++) assert.equal((await ask(`unknown ${index}`)).status, 200)
      const limited = await ask('one more')
      assert.equal(limited.status, 429)
      assert.ok(Number(limited.headers.get('retry-after')) > 0)
      assert.equal((await ask('one more', server.meterServer)).status, 200)
    } finally {
      await server.close()
    }
  })
})
