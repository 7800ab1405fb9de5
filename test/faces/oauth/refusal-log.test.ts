import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { basic, discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const machine = { grant_type: 'client_credentials', scope: 'debt.read', resource: 'https://debts.example' }
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const misses = 10
const now = () => Math.floor(Date.now() / 1000)

onEachDatabase('a refusal in the log', database => {
  let server: OAuthServer
  let count = 0
  beforeEach(async () => {
    server = await startOAuthServer(database, { misses })
  })
  afterEach(() => server.close())

  const assertion = async (changes = {}) => ({
    client_assertion_type: assertionType,
    client_assertion: await new SignJWT({
      iss: 'key',
      sub: 'key',
      aud: server.publicUrl,
      jti: `id-${count++}`,
      exp: now() + 60,
      ...changes,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .sign(server.privateKey),
  })

  const told = async (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
    const before = server.recorded.length
    const { status } = await post(server, path, { form, headers })
    assert.ok(status >= 400, `${status}`)
    const lines = server.recorded.slice(before)
    assert.equal(lines.length, 1, JSON.stringify(lines))
    return lines[0]!
  }

  const as = (client: { id: string; secret: string }) => ({ authorization: basic(client.id, client.secret) })

  it('says why a client was not believed', async () => {
    const { web, post: poster } = server
    const cases: [Record<string, string>, Record<string, string>, string, RegExp][] = [
      [machine, as({ id: 'nobody', secret: 'x' }), 'nobody', /^invalid_client: .*client not found/],
      [machine, as({ ...web, secret: 'wrong' }), 'web', /^invalid_client: .*invalid secret/],
      [
        { ...machine, client_id: 'web', client_secret: web.secret },
        {},
        'web',
        /^invalid_client: .*must use client_secret_basic, and used client_secret_post$/,
      ],
      [
        machine,
        as(poster),
        'post',
        /^invalid_client: .*must use client_secret_post, and used client_secret_basic$/,
      ],
      [{ ...machine, client_id: 'web' }, {}, 'web', /authentication mechanism does not match/],
      [{ ...machine, ...(await assertion({ exp: now() - 60 })) }, {}, 'key', /^invalid_client: .*expired/],
      [{ ...machine, ...(await assertion({ aud: 'https://other.example' })) }, {}, 'key', /audience/],
      [
        { ...machine, ...(await assertion({ sub: 'stranger', iss: 'stranger' })) },
        {},
        'stranger',
        /not found/,
      ],
      [
        { ...machine, client_id: 'web', ...(await assertion()) },
        {},
        'web',
        /not the subject of the assertion/,
      ],
    ]
    for (const [form, headers, client, why] of cases) {
      const { what, at, clientId, reason = '', asked } = await told('/token', form, headers)
      assert.deepEqual([what, at, clientId], ['client.refused', 'token', client])
      assert.match(reason, why)
      assert.equal(asked?.grant_type, 'client_credentials')
      assert.ok(!JSON.stringify({ reason, asked }).includes(web.secret))
      assert.doesNotMatch(JSON.stringify({ reason, asked }), /eyJ/)
    }
  })

  it('says why a client was not given what it asked for, the same whoever answers', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ scope: 'debt.write' }, /^invalid_scope: .*: debt\.write: no such scope of the resource$/],
      [{ scope: 'openid' }, /^invalid_scope: .*: openid: no such scope/],
      [
        { resource: 'https://meters.example' },
        /^invalid_target: .*: it is not among the audiences of the client$/,
      ],
      [{ resource: 'https://gone.example' }, /^invalid_target: .*: no such resource is registered$/],
      [{ resource: 'gone' }, /^invalid_target: .*absolute URI/],
      [{ scope: 'a"b' }, /^invalid_scope: scope contains invalid characters/],
      [{ grant_type: 'password' }, /^unsupported_grant_type/],
      [
        { scope: 'debt.summary' },
        /^invalid_scope: .*: debt\.summary: it is not among the scopes of the client$/,
      ],
    ]
    for (const id of ['web', 'key']) {
      const client = (await server.clientStore.find(id))!
      await server.clientStore.save({
        ...client,
        audiences: ['https://debts.example', 'https://gone.example'],
        scopeValues: ['debt.read'],
      })
    }
    for (const [changes, why] of cases) {
      const form = { ...machine, ...changes }
      const one = await told('/token', form, as(server.web))
      const other = await told('/token', { ...form, ...(await assertion()) })
      assert.match(one.reason ?? '', why)
      assert.equal(other.reason, one.reason)
      assert.deepEqual([one.clientId, other.clientId], ['web', 'key'])
      assert.deepEqual(other.asked, one.asked)
      if (changes.scope) assert.equal(one.asked?.scope, changes.scope)
    }
  })

  it('says why codes, refresh tokens, authorizations and questions about tokens were refused', async () => {
    const { web } = server
    const code = { grant_type: 'authorization_code', code: 'none', redirect_uri: 'https://rp.example/cb' }
    assert.match((await told('/token', code, as(web))).reason ?? '', /^invalid_grant: .*code not found/)
    const tokens = await obtainTokens(await discover(server, web), web, {
      scope: 'openid offline_access debt.read',
    })
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '' }
    const wider = await told('/token', { ...refresh, scope: 'debt.summary' }, as(web))
    assert.match(wider.reason ?? '', /^invalid_scope: refresh token missing requested scope/)
    assert.equal(wider.asked?.scope, 'debt.summary')
    assert.ok(!JSON.stringify(wider).includes(tokens.refresh_token ?? ''))
    const foreign = await told('/token', refresh, as(server.other))
    assert.deepEqual(
      [foreign.clientId, foreign.reason],
      ['other', 'invalid_grant: grant request is invalid: client mismatch'],
    )

    const asked = await told('/introspect', { token: tokens.access_token }, as({ ...web, secret: 'x' }))
    assert.deepEqual([asked.what, asked.at, asked.clientId], ['client.refused', 'introspection', 'web'])
    const unnamed = await told('/introspect', { token: 'x', client_id: 'native' })
    assert.match(unnamed.reason ?? '', /must authenticate/)
    const revoked = await told('/revoke', { token: 'x' }, as({ ...web, secret: 'x' }))
    assert.deepEqual([revoked.what, revoked.at, revoked.clientId], ['client.refused', 'revocation', 'web'])
    const request = { response_type: 'code', redirect_uri: 'https://rp.example/cb', scope: 'debt.read' }
    const pushed = await told('/par', request, as({ ...web, secret: 'x' }))
    assert.deepEqual(
      [pushed.what, pushed.at, pushed.clientId, pushed.asked],
      ['client.refused', 'pushed_authorization', 'web', request],
    )
    const unfit = await told('/par', { ...request, scope: 'debt.none' }, as(web))
    assert.equal(unfit.what, 'authorization.refused')
    const left = await told('/logout', { client_id: 'nobody' })
    assert.deepEqual([left.what, left.clientId], ['logout.refused', 'nobody'])

    const authorize = async (query: string) => {
      const before = server.recorded.length
      await fetch(`${server.publicUrl}/authorize?${query}`, { redirect: 'manual' })
      return server.recorded.slice(before)
    }
    const [stranger] = await authorize('client_id=nobody&response_type=code&scope=debt.read')
    assert.deepEqual([stranger?.what, stranger?.clientId], ['authorization.refused', 'nobody'])
    assert.match(stranger?.reason ?? '', /client not found/)
    const [elsewhere] = await authorize('client_id=web&response_type=code&redirect_uri=https://evil.example/')
    assert.deepEqual([elsewhere?.clientId, elsewhere?.asked?.redirect_uri], ['web', 'https://evil.example/'])
    const [twice] = await authorize('client_id=web&client_id=web')
    assert.match(twice?.reason ?? '', /request\.malformed: A parameter is there twice/)
  })

  it('says it of one who asks about too many tokens', async () => {
    for (let time = 0; time <= misses; time++) {
      await post(server, '/introspect', { client: server.debtServer, form: { token: `none${time}` } })
    }
    const { clientId, reason } = server.recorded.at(-1)!
    assert.deepEqual(
      [clientId, reason],
      ['debt-server', 'request.too-many: Too many unknown tokens; try again later'],
    )
  })
})

type Case = [ask: () => Promise<Response>, client: string, why: RegExp, name?: string]

onEachDatabase('a refusal in the log of the whole server', database => {
  let app: WholeApp
  beforeEach(async () => {
    app = await startWholeApp(database)
  })
  afterEach(() => app.close())

  it('names client and cause at the other issuers, and nothing that is secret', async () => {
    const { issuers, clients } = await app.demoJson()
    const { client_id: id, client_secret: secret } = clients.gjeld!.A!
    const audience = `${issuers.gjeld!.replace(/\/$/, '')}/v1/debt`
    const gjeld = (form: Record<string, string>, word = secret) =>
      fetch(`${issuers.gjeld}oauth2/token`, {
        method: 'POST',
        headers: { authorization: basic(id, word) },
        body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
      })
    const maskinporten = (assertion: string) =>
      fetch(`${issuers.maskinporten}token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
      })
    const unsigned = (claims: object, kid = 'none') =>
      [JSON.stringify({ alg: 'RS256', kid }), JSON.stringify(claims), 'x']
        .map(part => Buffer.from(part).toString('base64url'))
        .join('.')
    const { client_id: stranger, jwk } = clients.maskinporten!.O1!

    const cases: Case[] = [
      [
        () => gjeld({ audience, scope: 'debt.unsecured.presentation' }, 'wrong'),
        id,
        /invalid secret/,
        'client.refused',
      ],
      [
        () => gjeld({ audience, scope: 'consent.create' }),
        id,
        /^invalid_scope: scope must be of the audience/,
      ],
      [() => gjeld({ audience: 'x', scope: 'consent.create' }), id, /^invalid_request: audience must be one/],
      ...(
        [
          [unsigned({ iss: stranger }), stranger, /^assertion\.unknown-key: .*no such key/],
          [unsigned({ iss: stranger }, jwk.kid), stranger, /^assertion\.wrong-signature: /],
          [unsigned({ iss: 'nobody' }), 'nobody', /^assertion\.unknown-issuer: /],
          [unsigned({ iss: '14842249091' }), '[nin]', /^assertion\.unknown-issuer: /],
        ] as const
      ).map(([sent, client, why]): Case => [() => maskinporten(sent), client, why, 'client.refused']),
    ]
    for (const [ask, client, why, name = 'token.refused'] of cases) {
      const before = app.audited.length
      assert.ok((await ask()).status >= 400)
      const [line, ...more] = app.audited.slice(before)
      assert.equal(more.length, 0)
      assert.deepEqual([line?.what, line?.client_id], [name, client])
      assert.match(String(line?.reason), why)
      assert.ok(line?.trace_id)
      const text = JSON.stringify(line)
      for (const hidden of [secret, '14842249091', 'eyJ']) assert.ok(!text.includes(hidden))
    }
  })
})
