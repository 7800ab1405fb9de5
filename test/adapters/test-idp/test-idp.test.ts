import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Koa from 'koa'
import * as oidc from 'openid-client'
import { systemClock } from '../../../adapters/clock/system-clock.ts'
import { openTestIdp } from '../../../adapters/test-idp/open-test-idp.ts'
import { people } from '../../../adapters/test-idp/people.ts'
import { type CookieJar, cookieJar } from '../../../server/demo/walk/cookie-jar.ts'
import type { PageRenderer } from '../../../server/ports/page-renderer.ts'

const kari = { nin: '14842249091', name: 'Kari Prøve' }
const callback = 'http://127.0.0.1:1/login/callback'

/** Enough of a page to see what it was given. */
const renderer: PageRenderer = {
  page: (view, language, model) => JSON.stringify({ view, language, ...model }),
  text: key => key,
  ofAuthority: { text: key => key },
}

describe('the test identity provider', () => {
  let server: Server
  let issuer: string
  let client: oidc.Configuration
  let jar: CookieJar

  before(async () => {
    server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/test-idp`
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const app = new Koa()
    app.use(
      openTestIdp({
        issuer,
        client: {
          id: 'samtykke',
          secret: 'a-secret-of-the-test-only-0123456789',
          redirectUris: [callback],
          postLogoutRedirectUris: ['http://127.0.0.1:1/consents'],
        },
        signingKey: { ...(await exportJWK(privateKey)), kid: 'test' },
        cookieKey: 'cookie-key-of-the-test',
        accounts: people([kari]),
        renderer,
        clock: systemClock,
      }),
    )
    server.on('request', app.callback())
    client = await oidc.discovery(
      new URL(issuer),
      'samtykke',
      undefined,
      oidc.ClientSecretBasic('a-secret-of-the-test-only-0123456789'),
      { execute: [oidc.allowInsecureRequests] },
    )
  })
  beforeEach(() => {
    jar = cookieJar()
  })
  after(() => server.close())

  const begin = async (more: Record<string, string> = {}) => {
    const codeVerifier = oidc.randomPKCECodeVerifier()
    const expected = { state: oidc.randomState(), nonce: oidc.randomNonce() }
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: callback,
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...expected,
      ...more,
    })
    const page = await jar.follow(url.href)
    return { page, codeVerifier, expected }
  }

  const answer = async (loginUrl: string, form: Record<string, string>) =>
    jar.follow(loginUrl, { form, stopAt: callback })

  const logIn = async (form: Record<string, string>, more: Record<string, string> = {}) => {
    const { page, codeVerifier, expected } = await begin(more)
    const back = await answer(page.url, { pid: kari.nin, outcome: 'login', ...form })
    return oidc.authorizationCodeGrant(client, new URL(back.url), {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      pkceCodeVerifier: codeVerifier,
    })
  }

  it('logs a demo person in with pid, name and the level asked for', async () => {
    const tokens = await logIn({}, { acr_values: 'idporten-loa-high' })
    const claims = tokens.claims()
    assert.equal(claims?.pid, kari.nin)
    assert.equal(claims?.name, kari.name)
    assert.equal(claims?.acr, 'idporten-loa-high')
    assert.equal(claims?.iss, issuer)
    assert.ok(!claims?.sub.includes(kari.nin))
  })

  it('gives the lower level when nobody asked for one, and another when the person chooses it', async () => {
    assert.equal((await logIn({})).claims()?.acr, 'idporten-loa-substantial')
    const chosen = await logIn({ level: 'idporten-loa-substantial' }, { acr_values: 'idporten-loa-high' })
    assert.equal(chosen.claims()?.acr, 'idporten-loa-substantial')
  })

  it('lets another person log in straight after in the same browser', async () => {
    await logIn({})
    const other = await logIn({ pid: '29868099311' })
    assert.equal(other.claims()?.pid, '29868099311')
  })

  it('speaks the language of ui_locales', async () => {
    const { page } = await begin({ ui_locales: 'fr nn-NO en' })
    assert.equal(JSON.parse(page.body).language, 'nn')
  })

  it('takes a cancelled and a failed login back to the client as errors', async () => {
    const errors = { cancel: 'access_denied', fail: 'server_error' }
    for (const [outcome, error] of Object.entries(errors)) {
      const { page, expected } = await begin()
      const back = new URL((await answer(page.url, { pid: '', outcome })).url)
      assert.equal(back.searchParams.get('error'), error)
      assert.equal(back.searchParams.get('state'), expected.state)
      assert.equal(back.searchParams.get('iss'), issuer)
    }
  })

  it('refuses numbers that may belong to somebody, and those that are none, on the same page', async () => {
    // Born in 1945 with a serial number that year never had: well-formed, and nobody's.
    const refusals = { '01010112345': 'malformed', '0101': 'malformed', '01014560013': 'real' }
    for (const [pid, refusal] of Object.entries(refusals)) {
      const { page } = await begin()
      const again = await answer(page.url, { pid, outcome: 'login' })
      assert.equal(again.status, 400)
      assert.equal(JSON.parse(again.body).refusal, refusal)
    }
  })

  it('tells a browser that began no login so', async () => {
    const page = await jar.follow(`${issuer}/login/nobody-began-this`)
    assert.equal(page.status, 400)
    assert.equal(JSON.parse(page.body).view, 'demo/test-idp-error')
  })

  it('makes its addresses from its own, not from the Host header', async () => {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example' },
    })
    assert.doesNotMatch(await answer.text(), /evil/)
  })

  it('logs out without a question, only to a registered address', async () => {
    const { id_token: hint = '' } = await logIn({})
    const go = (target: string) =>
      jar.follow(
        oidc.buildEndSessionUrl(client, {
          id_token_hint: hint,
          post_logout_redirect_uri: target,
          state: 'xyz',
        }).href,
        { stopAt: 'http://127.0.0.1:1/' },
      )
    assert.equal((await go('http://127.0.0.1:1/consents')).url, 'http://127.0.0.1:1/consents?state=xyz')
    assert.equal((await go('http://127.0.0.1:1/elsewhere')).status, 200)
  })
})
