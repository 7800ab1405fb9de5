import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { basic, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { giveClientTo } from '../../support/taken-over.ts'

onEachDatabase('POST /grants/{grant_id}/uses', database => {
  let server: OAuthServer

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  let token: string

  const grant = async (wishes = {}) => {
    const tokens = await obtainTokens(await discover(server, server.web), server.web, wishes)
    const { grant_id: id } = await introspect(server, tokens.access_token)
    token = tokens.access_token
    return { id: String(id), token }
  }

  const use = async (
    id: string,
    {
      client = server.debtServer,
      body = { what: 'Looked at your debts', token } as unknown,
      type = 'application/json',
    } = {},
  ) => {
    const response = await fetch(`${server.publicUrl}/grants/${id}/uses`, {
      method: 'POST',
      headers: {
        'content-type': type,
        authorization: basic(client.id, (client as TestClient).secret),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : {} }
  }

  it('records a use that the person sees', async () => {
    const { id } = await grant()
    assert.equal((await use(id)).status, 201)
    const shown = await server.core.showGrant({ id: id as never, reader: server.kari.id })
    assert.deepEqual(
      shown.uses.map(({ what, clientId }) => [what, clientId]),
      [['Looked at your debts', 'debt-server']],
    )
    assert.equal(shown.status, 'active')
  })

  it('records in what language it is told, and for which scopes, of those that were given', async () => {
    const { id } = await grant()
    const told = { what: 'Slo opp gjelden din', language: 'nb', scopes: ['debt.read'], token }
    assert.equal((await use(id, { body: told })).status, 201)
    const shown = await server.core.showGrant({ id: id as never, reader: server.kari.id })
    assert.deepEqual(
      shown.uses.map(({ what, language, codes }) => [what, language, codes]),
      [['Slo opp gjelden din', 'nb', ['debt.read']]],
    )
    for (const [more, pointer] of [
      [{ scopes: ['debt.read', 'openid'] }, '/scopes'],
      [{ scopes: ['use.debt-fetched'] }, '/scopes'],
      [{ scopes: [] }, '/scopes'],
      [{ language: 'de' }, '/language'],
    ] as const) {
      const { status, json } = await use(id, { body: { ...told, ...more } })
      assert.deepEqual([status, json.code, json.pointer], [400, 'request.malformed', pointer])
    }
  })

  it('uses up a permission for a single use exactly once, of ten at the same time, and its tokens with it', async () => {
    const { id, token } = await grant({ purpose: 'once' })
    const answers = await Promise.all(Array.from({ length: 10 }, () => use(id)))
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.equal(answers.filter(({ status }) => status === 409).length, 9)
    assert.deepEqual(await introspect(server, token), { active: false })
  })

  it('is for the resource server of that permission only', async () => {
    const { id } = await grant()
    const foreign = await use(id, { client: server.meterServer })
    assert.deepEqual([foreign.status, foreign.json.code], [404, 'authorization-grant.not-found'])
    const plain = await use(id, { client: server.web })
    assert.deepEqual([plain.status, plain.json.code], [403, 'caller.forbidden'])
    const wrong = await use(id, { client: { ...server.debtServer, secret: 'wrong' } })
    assert.equal(wrong.status, 401)
    assert.match(wrong.headers.get('www-authenticate') ?? '', /^Basic/)
    assert.equal((await use('00000000-0000-4000-8000-000000000000')).status, 404)
  })

  const usesOf = async (id: string) =>
    (await server.core.showGrant({ id: id as never, reader: server.kari.id })).uses.length
  const refused = async (id: string, shown: string | undefined, more = {}) => {
    const { status, json } = await use(id, { body: { what: 'x', token: shown }, ...more })
    assert.deepEqual([status, json.code, json.pointer], [403, 'access-token.refused', '/token'])
  }

  it('records nothing, and burns nothing, for a token that introspection would not call active', async () => {
    const other = await grant()
    const refreshed = await obtainTokens(await discover(server, server.web), server.web, {
      scope: 'openid offline_access debt.read',
    })
    const { id, token: good } = await grant({ purpose: 'once' })
    const machine = await post(server, '/token', {
      client: server.web,
      form: { grant_type: 'client_credentials', scope: 'debt.read' },
    })
    const bad = [
      'x',
      `${good.slice(0, -2)}AA`,
      other.token,
      refreshed.refresh_token,
      machine.json.access_token,
    ]
    for (const one of bad) await refused(id, String(one))
    await post(server, '/revoke', { client: server.web, form: { token: good } })
    await refused(id, good)
    assert.equal(await usesOf(id), 0)
    assert.equal((await server.ports.consents.findGrant(id as never))?.state.name, 'active')
  })

  it('records nothing for a client that was removed, nor for one that acts for somebody else now', async () => {
    const { id } = await grant({ purpose: 'once' })
    await giveClientTo({ database, clients: server.clientStore }, 'web', '310000003')
    await refused(id, token)
    await server.clientStore.remove('web')
    await refused(id, token)
    assert.equal(await usesOf(id), 0)
    assert.equal((await server.ports.consents.findGrant(id as never))?.state.name, 'active')
  })

  it('takes a JWT that introspection calls active', async () => {
    const asked = { scope: 'openid meter.read', resource: 'https://meters.example' }
    const tokens = await obtainTokens(await discover(server, server.both), server.both, asked)
    const { grant_id: id } = await introspect(server, tokens.access_token, server.meterServer)
    const body = { what: 'Read the meter', token: tokens.access_token }
    assert.equal((await use(String(id), { client: server.meterServer, body })).status, 201)
    assert.equal(await usesOf(String(id)), 1)
  })

  it('answers problems (RFC 9457) with a pointer', async () => {
    const { id } = await grant()
    for (const [body, pointer] of [
      [{ token }, '/what'],
      [{ what: '', token }, '/what'],
      [{ what: 'x'.repeat(201), token }, '/what'],
      [{ what: 'x' }, '/token'],
      [{ what: 'x', token: '' }, '/token'],
      [{ what: 'x', token: 'x'.repeat(16_385) }, '/token'],
      [{ what: 'x', token, more: 1 }, ''],
    ] as const) {
      const { status, json, headers } = await use(id, { body })
      assert.equal(status, 400)
      assert.equal(headers.get('content-type'), 'application/problem+json')
      assert.deepEqual([json.code, json.pointer, json.status], ['request.malformed', pointer, 400])
    }
    assert.equal((await use(id, { body: '{"what":' })).status, 400)
    assert.equal((await use(id, { body: `{"what":"${'x'.repeat(70_000)}"}` })).status, 413)
    assert.equal((await use('not-a-uuid')).json.pointer, '/grant_id')
  })

  it('S41: refuses JSON that is not what it expects, and keeps nothing of it', async () => {
    const { id } = await grant()
    for (const body of [
      '{"token":"x","what":"x","__proto__":{"admin":true}}',
      '{"token":"x","what":1e400}',
      '{"token":"x","what":["x"]}',
      `{"token":"${token}","what":"a\\u0000b"}`,
      '{"token":{"a":1},"what":"x"}',
      `{"what":${'['.repeat(64)}${']'.repeat(64)}}`,
      'null',
      '[]',
    ]) {
      const { status, json } = await use(id, { body })
      assert.deepEqual([status, json.code], [400, 'request.malformed'], body)
    }
    const shown = await server.core.showGrant({ id: id as never, reader: server.kari.id })
    assert.deepEqual(shown.uses, [])
    assert.deepEqual(server.seen.errors, [])
  })

  it('takes JSON alone', async () => {
    const { id } = await grant()
    const { status, json } = await use(id, { type: 'text/plain' })
    assert.deepEqual([status, json.code], [415, 'request.unsupported-media'])
  })

  it('does not take a permission that was withdrawn', async () => {
    const { id } = await grant()
    await server.core.revokeGrant({ id: id as never, by: server.kari.id, reason: 'giver' })
    assert.deepEqual((await use(id)).json.code, 'authorization-grant.not-active')
  })
})
