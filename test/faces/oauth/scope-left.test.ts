import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

const scope = 'openid pid offline_access debt.read'
const resource = 'https://debts.example'

onEachDatabase('a token for an API', database => {
  let server: OAuthServer
  let web: openid.Configuration
  beforeEach(async () => {
    server = await startOAuthServer(database)
    web = await discover(server, server.web)
  })
  afterEach(() => server.close())

  const refresh = (
    token: string | undefined,
    more: Record<string, string> = {},
    client: object = server.web,
  ) =>
    post(server, '/token', {
      client: client as never,
      form: { grant_type: 'refresh_token', refresh_token: token ?? '', ...more },
    })

  const facts = async (token: unknown) => {
    const answer = await fetch(`${server.publicUrl}/userinfo`, {
      headers: { authorization: `Bearer ${String(token)}` },
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }

  it('does not come of a refresh for openid: that is for userinfo alone', async () => {
    const tokens = await obtainTokens(web, server.web, { scope })
    for (const [asked, told] of [
      ['openid', { sub: server.kari.id }],
      ['openid pid', { sub: server.kari.id, pid: '14842249091' }],
    ] as const) {
      const { status, json } = await refresh(tokens.refresh_token, { scope: asked })
      assert.deepEqual([status, json.scope], [200, asked])
      assert.ok(json.id_token)
      assert.deepEqual(await introspect(server, String(json.access_token)), { active: false })
      assert.deepEqual(await facts(json.access_token), { status: 200, json: told })
    }
    const whole = await refresh(tokens.refresh_token)
    assert.equal(whole.json.scope, 'openid pid offline_access debt.read')
    assert.equal((await introspect(server, String(whole.json.access_token))).active, true)
  })

  it('does not come of a refresh that leaves no scope of it', async () => {
    const tokens = await obtainTokens(web, server.web, { scope })
    for (const more of [
      { scope: 'offline_access' },
      { scope: 'pid' },
      { scope: 'openid', resource },
      { scope: 'offline_access', resource },
    ]) {
      const { status, json } = await refresh(tokens.refresh_token, more)
      assert.deepEqual([status, json.error, json.access_token], [400, 'invalid_scope', undefined])
    }
    assert.equal((await refresh(tokens.refresh_token, { scope: 'debt.read', resource })).status, 200)
  })

  it('a refused refresh costs a public client no token', async () => {
    const native = { ...server.native, redirectUris: ['http://127.0.0.1:4711/cb'] }
    const tokens = await obtainTokens(await discover(server, native), native, { scope })
    const again = (more = {}) =>
      refresh(tokens.refresh_token, { client_id: 'native', ...more }, { id: 'native' })
    assert.equal((await again({ scope: 'offline_access' })).json.error, 'invalid_scope')
    assert.equal((await again({ resource: 'https://meters.example' })).json.error, 'invalid_target')
    const { status, json } = await again({ scope: 'openid' })
    assert.equal(status, 200)
    const next = await refresh(String(json.refresh_token), { client_id: 'native' }, { id: 'native' })
    assert.equal(next.json.scope, 'openid pid offline_access debt.read')
  })

  it('comes of no code or refresh token whose every scope was taken from the client', async () => {
    const tokens = await obtainTokens(web, server.web, { scope })
    const { callback, verifier, state } = await authorize(web, server.web, { scope })
    const client = (await server.clientStore.find('web'))!
    await server.clientStore.save({ ...client, scopeValues: ['debt.summary'] })
    await assert.rejects(
      openid.authorizationCodeGrant(web, callback, { pkceCodeVerifier: verifier, expectedState: state }),
      { error: 'invalid_scope' },
    )
    assert.equal((await refresh(tokens.refresh_token)).json.error, 'invalid_scope')
    assert.equal((await refresh(tokens.refresh_token, { scope: 'openid' })).status, 200)
  })

  it('comes of no code that was asked for the person only, with the API beside it', async () => {
    const { callback, verifier, state } = await authorize(web, server.web, { scope: 'openid pid', resource })
    const checks = { pkceCodeVerifier: verifier, expectedState: state }
    await assert.rejects(openid.authorizationCodeGrant(web, callback, checks), { error: 'invalid_scope' })
  })

  const machine = async (client: { id: string; secret: string }, form: Record<string, string> = {}) =>
    (await post(server, '/token', { client, form: { grant_type: 'client_credentials', ...form } })).json

  it('has all that its client may, when a machine names no scope, whoever answers', async () => {
    assert.equal((await machine(server.web)).scope, 'debt.read debt.summary')
    const key = await discover(
      server,
      server.key,
      openid.PrivateKeyJwt({ key: server.privateKey, kid: 'one' }),
    )
    const { scope: told } = await openid.clientCredentialsGrant(key)
    assert.equal(told, 'debt.read debt.summary')
  })

  it('is not given to a machine that may ask for none of its scopes, or names no API', async () => {
    assert.equal((await machine(server.both)).error, 'invalid_target')
    const client = (await server.clientStore.find('web'))!
    await server.clientStore.save({ ...client, scopeValues: [] })
    assert.equal((await machine(server.web)).error, 'invalid_scope')
  })
})
