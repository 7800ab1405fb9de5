import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { generateKeyPair, jwtVerify, SignJWT } from 'jose'
import {
  type Access,
  type Demands,
  nothing,
  openResourceServer,
  Refusal,
  type ResourceServer,
} from '../../../packages/resource-server/src/index.ts'
import { audience, type ScriptedAuthority, scriptedAuthority } from '../../support/scripted-authority.ts'

const client = { id: 'api', secret: 'a secret+of:the%test' }
const noWait = { follow: nothing(), staleAfter: Number.POSITIVE_INFINITY }

describe('an API that takes tokens', () => {
  let authority: ScriptedAuthority
  let api: ResourceServer
  before(async () => {
    authority = await scriptedAuthority()
    api = openResourceServer({ issuer: authority.url, audience, client, ...noWait })
  })
  after(() => authority.close())

  const consent = () => ({ grant_id: randomUUID() })
  const shown = (authorization?: string): Parameters<ResourceServer['check']>[0] => ({
    method: 'GET',
    url: '/income',
    headers: authorization === undefined ? {} : { authorization },
  })
  const check = (token: string, demands: Demands = {}): Promise<Access> =>
    api.check(shown(`Bearer ${token}`), demands)
  const refusal = async (checking: Promise<unknown>): Promise<Refusal> => {
    const error: unknown = await checking.then(
      () => assert.fail('The request was let through'),
      (caught: unknown) => caught,
    )
    assert.ok(error instanceof Refusal, String(error))
    return error
  }
  const challengeOf = async (checking: Promise<unknown>) => {
    const { status, headers } = await refusal(checking)
    return `${status} ${headers['WWW-Authenticate']}`
  }

  it('reads a JWT access token without asking about it', async () => {
    const { grant_id } = consent()
    const access = await check(await authority.token({ grant_id, sub: 'nora', purpose: 'advice' }))
    assert.equal(access.consentId, grant_id)
    assert.deepEqual(access.scopes, ['income.read'])
    assert.deepEqual([access.subject, access.clientId, access.purpose], ['nora', 'bank', 'advice'])
    assert.ok(access.expiresAt! > new Date())
    assert.equal(authority.asked('/introspect'), 0)
  })

  it('asks about an opaque token, with its own id and secret as RFC 6749 writes them', async () => {
    const token = authority.answerFor({ ...consent(), scope: 'income.read debt.read', sub: 'ola' })
    const access = await check(token)
    assert.deepEqual(access.scopes, ['income.read', 'debt.read'])
    const { headers } = authority.posted.findLast(({ path }) => path === '/introspect')!
    const [, basic = ''] = String(headers.authorization).split(' ')
    assert.equal(Buffer.from(basic, 'base64').toString(), 'api:a+secret%2Bof%3Athe%25test')
  })

  it('asks with an assertion for the issuer when it has a key', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const own = openResourceServer({
      ...noWait,
      issuer: authority.url,
      audience,
      client: { id: 'api', key: privateKey, alg: 'ES256', kid: 'k' },
    })
    await own.check(shown(`Bearer ${authority.answerFor(consent())}`))
    const { body, headers } = authority.posted.findLast(({ path }) => path === '/introspect')!
    assert.equal(headers.authorization, undefined)
    const assertion = new URLSearchParams(body).get('client_assertion')!
    const { payload } = await jwtVerify(assertion, publicKey, {
      issuer: 'api',
      subject: 'api',
      audience: authority.url,
      requiredClaims: ['jti', 'exp'],
    })
    assert.equal(payload.aud, authority.url)
  })

  it('says which schemes it takes, and no error, to a request without a token', async () => {
    for (const header of [undefined, 'Basic YTpi']) {
      const told = await refusal(api.check(shown(header)))
      assert.equal(told.status, 401)
      assert.match(told.headers['WWW-Authenticate']!, /^Bearer, DPoP algs="ES256 .*"$/)
      assert.ok(!('error' in told.body))
    }
    assert.match(await challengeOf(api.check(shown('Bearer '))), /^400 Bearer error="invalid_request"/)
    assert.match(await challengeOf(api.check(shown('Bearer a b'))), /^400 Bearer error="invalid_request"/)
  })

  const now = () => Math.floor(Date.now() / 1000)
  const bad: Readonly<Record<string, () => Promise<string>>> = {
    'an ID token': () => authority.token(consent(), { typ: 'JWT' }),
    'one without a type': () => authority.token(consent(), { typ: undefined }),
    'an event': () => authority.token(consent(), { typ: 'secevent+jwt' }),
    'one of another issuer': () => authority.token({ ...consent(), iss: 'https://other.example' }),
    'one for another API': () => authority.token({ ...consent(), aud: 'https://other.example' }),
    'one that has expired': () => authority.token({ ...consent(), exp: now() - 60 }),
    'one that never expires': () => authority.token({ ...consent(), exp: undefined }),
    'one of nobody': () => authority.token({ ...consent(), client_id: undefined }),
    'one that somebody else signed': async () => {
      const { privateKey } = await generateKeyPair('ES256')
      const header = { alg: 'ES256', kid: 'k-ES256', typ: 'at+jwt' }
      const claims = { iss: authority.url, aud: audience, sub: 's', client_id: 'bank', iat: now() }
      return new SignJWT({ ...claims, exp: now() + 60 }).setProtectedHeader(header).sign(privateKey)
    },
    'one that nobody signed': async () => {
      const [, payload] = (await authority.token(consent())).split('.')
      const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
      return `${header}.${payload}.`
    },
    'one that was altered': async () => {
      const [header, payload = '', signature] = (await authority.token(consent())).split('.')
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
      const altered = Buffer.from(JSON.stringify({ ...claims, scope: 'all' })).toString('base64url')
      return [header, altered, signature].join('.')
    },
    'what only looks like one': async () => 'a.b.c',
    'an opaque one that is not active': async () => randomUUID(),
    'an opaque one for another API': async () =>
      authority.answerFor({ ...consent(), aud: 'https://other.example' }),
    'an opaque one of another issuer': async () =>
      authority.answerFor({ ...consent(), iss: 'https://other.example' }),
    'a refresh token': async () => authority.answerFor({ ...consent(), token_type: undefined }),
  }
  for (const [what, token] of Object.entries(bad)) {
    it(`refuses ${what}`, async () => {
      assert.match(
        await challengeOf(check(await token())),
        /^401 Bearer error="invalid_token", error_description="/,
      )
    })
  }

  it('demands scopes, and says which', async () => {
    const token = await authority.token({ ...consent(), scope: 'income.read' })
    await check(token, { scopes: ['income.read'] })
    const told = await refusal(check(token, { scopes: ['income.read', 'debt.read'] }))
    assert.equal(told.status, 403)
    assert.equal(told.body.error, 'insufficient_scope')
    assert.match(told.headers['WWW-Authenticate']!, /scope="income\.read debt\.read"/)
  })

  it('demands a purpose', async () => {
    const token = await authority.token({ ...consent(), purpose: 'advice' })
    await check(token, { purpose: 'advice' })
    await check(token, { purpose: ['loan', 'advice'] })
    assert.match(await challengeOf(check(token, { purpose: 'loan' })), /^403 .*insufficient_scope/)
    const untold = await authority.token(consent())
    assert.match(await challengeOf(check(untold, { purpose: 'loan' })), /^403 /)
  })

  it('takes a token behind which no consent stands only when it is told to', async () => {
    const token = await authority.token({ scope: 'income.read' })
    assert.match(await challengeOf(check(token, { scopes: ['income.read'] })), /^403 /)
    assert.equal((await check(token, { consent: false })).consentId, undefined)
  })

  it('answers 503, and not that a token is bad, when it cannot be told', async () => {
    const jwt = await authority.token(consent())
    const opaque = authority.answerFor(consent())
    const fresh = openResourceServer({ issuer: authority.url, audience, client, ...noWait })
    authority.setDown(true)
    try {
      for (const token of [jwt, opaque]) {
        const told = await refusal(fresh.check(shown(`Bearer ${token}`)))
        assert.deepEqual([told.status, told.headers['Retry-After']], [503, '1'])
        assert.equal(told.headers['WWW-Authenticate'], undefined)
      }
    } finally {
      authority.setDown(false)
    }
    await fresh.check(shown(`Bearer ${jwt}`))
    await fresh.check(shown(`Bearer ${opaque}`))
  })

  it('passes on how long to wait when samtykke says so', async () => {
    const told = (status: number) =>
      authority.answerAt('/introspect', (_request, response) =>
        response.writeHead(status, { 'retry-after': '7' }).end(),
      )
    try {
      for (const status of [429, 503]) {
        told(status)
        const { headers } = await refusal(check(authority.answerFor(consent())))
        assert.equal(headers['Retry-After'], '7')
      }
      told(401)
      assert.equal((await refusal(check(authority.answerFor(consent())))).status, 503)
    } finally {
      authority.answerAt('/introspect')
    }
  })

  it('believes no metadata of another issuer, and sends nothing to addresses without TLS', async () => {
    authority.answerAt('/.well-known/oauth-authorization-server', (_request, response) =>
      response.writeHead(200).end(JSON.stringify({ issuer: 'https://other.example' })),
    )
    const fresh = openResourceServer({ issuer: authority.url, audience, client, ...noWait })
    try {
      assert.equal((await refusal(fresh.check(shown(`Bearer ${await authority.token()}`)))).status, 503)
    } finally {
      authority.answerAt('/.well-known/oauth-authorization-server')
    }
    assert.throws(() => openResourceServer({ issuer: 'http://consent.example', audience, client }), TypeError)
  })

  it('asks about each token each time when it follows nothing', async () => {
    const asking = openResourceServer({ issuer: authority.url, audience, client, follow: nothing() })
    const [jwt, opaque] = [await authority.token(consent()), authority.answerFor(consent())]
    authority.answerFor({}, jwt)
    for (const token of [jwt, opaque]) {
      const before = authority.asked('/introspect')
      await asking.check(shown(`Bearer ${token}`))
      await asking.check(shown(`Bearer ${token}`))
      assert.equal(authority.asked('/introspect'), before + 2)
      authority.forget(token)
      assert.equal((await refusal(asking.check(shown(`Bearer ${token}`)))).status, 401)
    }
  })

  it('records a use by the token that was shown', async () => {
    const access = await check(await authority.token(consent()))
    await api.recordUse(access, { what: 'Income of 2025', language: 'en', scopes: ['income.read'] })
    const { path, body } = authority.posted.findLast(one => one.path.endsWith('/uses'))!
    assert.equal(path, `/grants/${access.consentId}/uses`)
    const { token, ...use } = JSON.parse(body) as Record<string, unknown>
    assert.equal(token, access.token)
    assert.deepEqual(use, { what: 'Income of 2025', language: 'en', scopes: ['income.read'] })
  })
})
