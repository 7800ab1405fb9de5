import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import * as openid from 'openid-client'
import { onEachDatabase } from '../../support/database.ts'
import { basic, discover, obtainTokens, post } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

const form = { grant_type: 'client_credentials', scope: 'debt.read' }
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

onEachDatabase('client authentication', database => {
  let server: OAuthServer
  let count = 0

  beforeEach(async () => {
    server = await startOAuthServer(database)
  })
  afterEach(() => server.close())

  const now = () => Math.floor(Date.now() / 1000)

  const claims = (changes: JWTPayload = {}): JWTPayload => ({
    iss: 'key',
    sub: 'key',
    aud: server.publicUrl,
    jti: `id-${count++}`,
    iat: now(),
    exp: now() + 60,
    ...changes,
  })

  const sign = (changes: JWTPayload = {}, header: Partial<JWTHeaderParameters> = {}) =>
    new SignJWT(claims(changes))
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(server.privateKey)

  const present = (assertion: string, more: Record<string, string> = {}) =>
    post(server, '/token', {
      form: { ...form, client_assertion: assertion, client_assertion_type: assertionType, ...more },
    })

  const refused = async (assertion: string, more = {}) => {
    const { status, json } = await present(assertion, more)
    assert.deepEqual([status, json.error], [401, 'invalid_client'])
    return String(json.error_description)
  }

  it('takes private_key_jwt from openid-client', async () => {
    const configuration = await discover(
      server,
      server.key,
      openid.PrivateKeyJwt({ key: server.privateKey, kid: 'one' }),
    )
    const tokens = await openid.clientCredentialsGrant(configuration, { scope: 'debt.read' })
    assert.equal(tokens.scope, 'debt.read')
  })

  it('S12: takes an assertion once', async () => {
    const assertion = await sign()
    assert.equal((await present(assertion)).status, 200)
    await refused(assertion)
  })

  it('S12: takes an assertion once of fifty times at once', async () => {
    const assertion = await sign()
    const answers = await Promise.all(Array.from({ length: 50 }, () => present(assertion)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal(answers.filter(({ json }) => json.error === 'invalid_client').length, 49)
  })

  it('an assertion is burnt also when the request then fails', async () => {
    const assertion = await sign()
    assert.equal((await present(assertion, { scope: 'nonsense' })).json.error, 'invalid_scope')
    await refused(assertion)
  })

  it('S13: the issuer is the only audience', async () => {
    for (const aud of [
      `${server.publicUrl}/token`,
      [server.publicUrl, 'https://other.example'],
      'https://other.example',
      undefined,
    ]) {
      await refused(await sign({ aud } as unknown as JWTPayload))
    }
  })

  it('S13: takes the issuer as an array of one, and the token endpoint from a client that is registered so', async () => {
    assert.equal((await present(await sign({ aud: [server.publicUrl] }))).status, 200)
    const endpoint = `${server.publicUrl}/token`
    const its = { iss: 'endpoint-key', sub: 'endpoint-key' }
    for (const aud of [endpoint, [endpoint], server.publicUrl]) {
      assert.equal((await present(await sign({ ...its, aud }))).status, 200)
    }
    await refused(await sign({ ...its, aud: [endpoint, server.publicUrl] }))
    await refused(await sign({ ...its, aud: `${server.publicUrl}/introspect` }))
  })

  it('says what is wrong with an assertion that the client signed, and nothing of another', async () => {
    const other = 'https://other.example'
    assert.match(await refused(await sign({ aud: other })), /aud must be http:.*, and nothing else$/)
    assert.match(await refused(await sign({ exp: now() - 20 })), /expired$/)
    assert.match(await refused(await sign({ exp: now() + 660 })), /exp must be 600 seconds ahead at most$/)
    assert.match(await refused(await sign({ iss: 'web' })), /iss and sub must be the client_id$/)
    assert.match(await refused(await sign({ jti: undefined } as unknown as JWTPayload)), /jti must be there/)
    assert.match(await refused(await sign({ nbf: now() + 61 })), /must not be in the future$/)
    const assertion = await sign()
    await present(assertion)
    assert.match(await refused(assertion), /taken once/)
    const { privateKey: stranger } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const forged = new SignJWT(claims({ aud: other })).setProtectedHeader({ alg: 'ES256', kid: 'one' })
    assert.equal(await refused(await forged.sign(stranger)), 'client authentication failed')
  })

  it('S14: takes no other algorithm and no key that comes along, and fetches nothing', async () => {
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encoded({ alg: 'none' })}.${encoded(claims())}.`
    await refused(unsigned)
    const data = `${encoded({ alg: 'HS256' })}.${encoded(claims())}`
    await refused(
      `${data}.${createHmac('sha256', JSON.stringify(server.publicJwk)).update(data).digest('base64url')}`,
    )
    const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await refused(await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(rsa))
    const { privateKey: attacker, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    await refused(await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', jwk }).sign(attacker))
    await refused(await sign({}, { jwk }))
    for (const url of ['http://169.254.169.254/keys', server.publicUrl]) {
      await refused(await sign({}, { jku: url }))
      await refused(await sign({}, { x5u: url }))
    }
  })

  it('takes nothing that would have to be read in another way: compressed, encrypted or not encoded', async () => {
    for (const header of [{ zip: 'DEF' }, { enc: 'A256GCM' }, { b64: false }, { b64: true }])
      await refused(await sign({}, header))
  })

  it('refuses a subject that is no text, as any other that it does not know', async () => {
    for (const sub of [1, true, ['key'], { key: 'key' }, '\ud800', 'key\0'])
      await refused(await sign({ sub, iss: sub } as unknown as JWTPayload))
  })

  it('S15: its times are bounded', async () => {
    await refused(await sign({ exp: now() - 20 }))
    await refused(await sign({ exp: now() + 660 }))
    await refused(await sign({ exp: undefined } as unknown as JWTPayload))
    await refused(await sign({ exp: String(now() + 60) } as unknown as JWTPayload))
    await refused(await sign({ iat: now() + 61 }))
    await refused(await sign({ nbf: now() + 61 }))
    assert.equal((await present(await sign({ iat: now() + 8, nbf: now() + 8 }))).status, 200)
  })

  it('S16: issuer, subject and client_id are one', async () => {
    await refused(await sign({ iss: 'web' }))
    await refused(await sign({ sub: 'web' }))
    await refused(await sign(), { client_id: 'web' })
    assert.equal((await present(await sign(), { client_id: 'key' })).status, 200)
  })

  it('S17: takes one way of authenticating at a time, well-formed', async () => {
    const { web, post: posting } = server.clients
    const twice = await post(server, '/token', { client: web, form: { ...form, client_secret: web.secret } })
    assert.deepEqual([twice.status, twice.json.error], [400, 'invalid_request'])
    const both = { ...form, client_assertion: await sign(), client_assertion_type: assertionType }
    assert.equal((await post(server, '/token', { client: web, form: both })).json.error, 'invalid_request')
    for (const pair of ['web:%zz', 'web', `we\0b:${web.secret}`, 'wéb:x', ':', '']) {
      const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
      const { status, json } = await post(server, '/token', { form, headers: { authorization } })
      assert.ok([400, 401].includes(status), pair)
      assert.match(String(json.error), /^invalid_(request|client)$/)
    }
    const wrongWay = { ...form, client_id: 'web', client_secret: web.secret }
    assert.equal((await post(server, '/token', { form: wrongWay })).json.error, 'invalid_client')
    assert.equal((await post(server, '/token', { client: posting, form })).json.error, 'invalid_client')
    const rightWay = { ...form, client_id: 'post', client_secret: posting.secret }
    assert.equal((await post(server, '/token', { form: rightWay })).status, 200)
    assert.equal(
      (await post(server, '/token', { form: { ...form, client_id: 'web' } })).json.error,
      'invalid_client',
    )
  })

  it('knows both live secrets and no other', async () => {
    const { web } = server.clients
    const wrong = await post(server, '/token', { client: { ...web, secret: 'wrong' }, form })
    assert.deepEqual([wrong.status, wrong.json.error], [401, 'invalid_client'])
    assert.match(wrong.headers.get('www-authenticate') ?? '', /^Basic realm="/)
    const unknown = await post(server, '/token', { client: { id: 'nobody', secret: 'x' }, form })
    assert.deepEqual([unknown.status, unknown.json], [401, wrong.json])
  })

  it('oidcc-server-client-secret-post: takes a secret in either way, and at every endpoint, unless one is registered', async () => {
    const { either, debtServer } = server.clients
    const inBody = { client_id: either.id, client_secret: either.secret }
    assert.equal((await post(server, '/token', { client: either, form })).status, 200)
    const { status, json } = await post(server, '/token', { form: { ...form, ...inBody } })
    assert.equal(status, 200)
    const token = String(json.access_token)
    for (const path of ['/introspect', '/revoke']) {
      assert.equal((await post(server, path, { client: either, form: { token } })).status, 200)
      assert.equal((await post(server, path, { form: { ...inBody, token } })).status, 200)
      const wrongWay = { client_id: debtServer.id, client_secret: debtServer.secret, token }
      assert.equal((await post(server, path, { form: wrongWay })).status, 401)
    }
    const configuration = await discover(server, either, openid.ClientSecretPost(either.secret))
    assert.equal((await obtainTokens(configuration, either)).token_type, 'bearer')
  })

  it('tells who knows the secret which way to send it, and nobody else', async () => {
    const { web } = server.clients
    const inBody = { ...form, client_id: 'web', client_secret: web.secret }
    const { status, json } = await post(server, '/token', { form: inBody })
    assert.equal(status, 401)
    assert.match(String(json.error_description), /must use client_secret_basic, and used client_secret_post$/)
    const wrong = await post(server, '/token', { form: { ...inBody, client_secret: 'wrong' } })
    assert.equal(wrong.json.error_description, 'client authentication failed')
  })

  it('S45: takes the grammar of RFC 6750 at userinfo and nothing near it', async () => {
    const ask = async (...authorization: string[]): Promise<number> => {
      const { port } = new URL(server.publicUrl)
      const headers = authorization.flatMap(value => ['authorization', value])
      return new Promise((resolve, reject) =>
        request(
          { host: '127.0.0.1', port, path: '/userinfo', headers: ['host', 'x', ...headers] },
          answer => {
            answer.resume()
            resolve(answer.statusCode ?? 0)
          },
        )
          .on('error', reject)
          .end(),
      )
    }
    const configuration = await discover(server, server.web)
    const { access_token: token } = await obtainTokens(configuration, server.web)
    assert.equal(await ask(`Bearer ${token}`), 200)
    assert.equal(await ask(`bearer ${token}`), 200)
    for (const near of [`Bearer\t${token}`, `Bearer  ${token}`, `Bearer ${token}, Bearer ${token}`, token]) {
      assert.ok([400, 401].includes(await ask(near)), near)
    }
    assert.equal(await ask(`Bearer ${token}`, `Bearer ${token}`), 400)
    assert.equal(await ask(`Bearer ${token}x`), 401)
    assert.equal(await ask(basic('web', server.web.secret)), 400)
  })
})
