import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { decodeJwt, type JWTPayload } from 'jose'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { basic, post } from '../../support/oauth-client.ts'
import type { TestClient } from '../../support/oauth-world.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

/** Named after the modules of the OpenID conformance suite's plan `oidcc-basic-certification-test-plan`. */
onEachDatabase('a basic OpenID provider', database => {
  const server = sharedOAuthServer(database)

  type Parameters = Readonly<Record<string, string | undefined>>

  /** A request as a client of before PKCE sends it. */
  const ask = async (parameters: Parameters = {}, browser = openBrowser()) => {
    const written = {
      client_id: 'plain',
      response_type: 'code',
      redirect_uri: 'https://rp.example/cb',
      scope: 'openid debt.read',
      state: 'abc',
      ...parameters,
    }
    const entries = Object.entries(written).filter((one): one is [string, string] => one[1] !== undefined)
    const { response, location } = await browser.visit(
      `${server.publicUrl}/authorize?${new URLSearchParams(entries)}`,
    )
    const answer = Object.fromEntries(new URL(location ?? 'about:blank').searchParams)
    return { response, answer, browser }
  }

  const exchange = (code = '', { secret, id }: TestClient = server.plain, more: Parameters = {}) =>
    post(server, '/token', {
      headers: { authorization: basic(id, secret) },
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'https://rp.example/cb',
        ...(more as Record<string, string>),
      },
    })

  const tokensFor = async (
    parameters: Parameters = {},
  ): Promise<Record<string, unknown> & { claims: JWTPayload }> => {
    const { json } = await exchange((await ask(parameters)).answer.code)
    return { ...json, claims: decodeJwt(String(json.id_token)) }
  }

  const userinfo = async (init: RequestInit) => {
    const response = await fetch(`${server.publicUrl}/userinfo`, init)
    return (await response.json()) as Record<string, unknown>
  }

  it('oidcc-server: gives an ID token that holds what the contract says, and a code that names its issuer', async () => {
    const { answer } = await ask({ nonce: 'n-1' })
    assert.deepEqual([answer.iss, answer.state], [server.publicUrl, 'abc'])
    const { json, headers } = await exchange(answer.code)
    assert.equal(headers.get('cache-control'), 'no-store')
    const claims = decodeJwt(String(json.id_token))
    const { iss, sub, aud, nonce, acr, auth_time: at, exp, iat } = claims
    assert.deepEqual([iss, sub, aud, nonce, acr], [server.publicUrl, server.kari.id, 'plain', 'n-1', 'high'])
    assert.ok(typeof at === 'number' && at <= iat! && exp! > iat!)
  })

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow, and without PKCE', async () => {
    const { claims } = await tokensFor()
    assert.equal(claims.nonce, undefined)
    assert.equal(claims.sub, server.kari.id)
  })

  it('oidcc-ensure-request-with-valid-pkce-succeeds for a client that may do without', async () => {
    const verifier = 'v'.repeat(43)
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
    const without = await exchange((await ask(pkce)).answer.code)
    assert.equal(without.json.error, 'invalid_grant')
    const { answer } = await ask(pkce)
    assert.equal((await exchange(answer.code, server.plain, { code_verifier: verifier })).status, 200)
  })

  it('a request without PKCE is refused for every client that is not registered so', async () => {
    for (const [client_id, redirect_uri] of [
      ['web', 'https://rp.example/cb'],
      ['native', 'http://127.0.0.1/cb'],
    ]) {
      assert.equal((await ask({ client_id, redirect_uri })).answer.error, 'invalid_request')
    }
  })

  it('the token answer says all that was granted, at a refresh too', async () => {
    const scope = 'openid profile offline_access debt.read'
    const tokens = await tokensFor({ scope, prompt: 'consent' })
    assert.equal(tokens.scope, scope)
    const refresh = (more = {}) =>
      post(server, '/token', {
        client: server.plain,
        form: { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token), ...more },
      })
    assert.equal((await refresh()).json.scope, scope)
    assert.equal((await refresh({ scope: 'openid debt.read' })).json.scope, 'openid debt.read')
    assert.equal((await refresh({ scope: 'openid profile' })).json.scope, 'openid profile')
  })

  it('oidcc-scope-email, -address, -phone, -all: passes over what it knows nothing of, and refuses unknown scopes of APIs', async () => {
    const { scope, claims } = await tokensFor({ scope: 'openid profile email address phone debt.read' })
    assert.equal(scope, 'openid profile debt.read')
    assert.equal(claims.name, 'Kari Demo')
    assert.equal((await ask({ scope: 'openid debt.write' })).answer.error, 'invalid_scope')
    assert.equal((await ask({ scope: 'email debt.read' })).answer.error, 'invalid_scope')
  })

  it('oidcc-scope-profile: a login alone tells userinfo the name, by GET and by POST', async () => {
    const { access_token: token } = await tokensFor({ scope: 'openid profile' })
    const expected = { sub: server.kari.id, name: 'Kari Demo' }
    const headers = { authorization: `Bearer ${String(token)}` }
    const body = new URLSearchParams({ access_token: String(token) })
    // oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body
    assert.deepEqual(await userinfo({ headers }), expected)
    assert.deepEqual(await userinfo({ method: 'POST', headers }), expected)
    assert.deepEqual(await userinfo({ method: 'POST', body }), expected)
    assert.equal((await userinfo({ method: 'POST', body, headers })).error, 'invalid_request')
  })

  it('oidcc-response-type-missing: is refused, and so is one that there is not', async () => {
    for (const response_type of [undefined, 'code id_token', 'token', 'none']) {
      const { answer, response } = await ask({ response_type })
      const error = answer.error ?? (await response.text())
      assert.match(error, /invalid_request|unsupported_response_type/)
    }
  })

  it('oidcc-ensure-registered-redirect-uri: stays here for another address, and for none with openid', async () => {
    for (const redirect_uri of ['https://rp.example/other', undefined]) {
      const { response, answer } = await ask({ redirect_uri })
      assert.deepEqual([response.status, answer], [400, {}])
      assert.match(await response.text(), /Error page/)
    }
    assert.ok((await ask({ scope: 'debt.read', redirect_uri: undefined })).answer.code)
  })

  it('oidcc-display-page, -display-popup, -login-hint, -ui-locales, -claims-locales, -ensure-request-with-acr-values-succeeds, -ensure-request-with-unknown-parameter-succeeds', async () => {
    for (const parameters of [
      { display: 'page' },
      { display: 'popup' },
      { login_hint: 'somebody@example.com' },
      { ui_locales: 'se no' },
      { claims_locales: 'se' },
      { acr_values: '1 2' },
      { extra: 'foobar' },
    ]) {
      assert.ok((await tokensFor(parameters)).claims.sub, JSON.stringify(parameters))
    }
  })

  it('oidcc-ensure-post-request-succeeds', async () => {
    const body = new URLSearchParams({
      client_id: 'plain',
      response_type: 'code',
      redirect_uri: 'https://rp.example/cb',
      scope: 'openid',
    })
    const browser = openBrowser()
    const posted = await browser.fetch(`${server.publicUrl}/authorize`, { method: 'POST', body })
    const { location } = await browser.visit(posted.headers.get('location') ?? '')
    assert.ok(new URL(location ?? 'about:blank').searchParams.get('code'))
  })

  it('oidcc-prompt-none-not-logged-in and -prompt-none-logged-in', async () => {
    assert.equal((await ask({ prompt: 'none' })).answer.error, 'login_required')
    const { browser, answer } = await ask()
    const first = decodeJwt(String((await exchange(answer.code)).json.id_token))
    const silent = await ask({ prompt: 'none' }, browser)
    const second = decodeJwt(String((await exchange(silent.answer.code)).json.id_token))
    assert.deepEqual([second.sub, second.auth_time, second.acr], [first.sub, first.auth_time, first.acr])
    assert.equal((await ask({ prompt: 'none login' }, browser)).answer.error, 'invalid_request')
    assert.equal(
      (await ask({ prompt: 'none', scope: 'openid profile' }, browser)).answer.error,
      'consent_required',
    )
  })

  it('oidcc-id-token-hint: succeeds silently for the same person, and is login_required for another', async () => {
    const { browser, answer } = await ask()
    const hint = String((await exchange(answer.code)).json.id_token)
    assert.ok((await ask({ prompt: 'none', id_token_hint: hint }, browser)).answer.code)
    server.decider.party = server.ola.id
    const other = await ask()
    assert.equal(
      (await ask({ prompt: 'none', id_token_hint: hint }, other.browser)).answer.error,
      'login_required',
    )
  })

  it('oidcc-codereuse and oidcc-codereuse-30seconds: a code is taken once, and its tokens end with the second time', async () => {
    for (const seconds of [0, 30]) {
      const { answer } = await ask()
      const { json } = await exchange(answer.code)
      server.clock.advance(seconds)
      assert.equal((await exchange(answer.code)).json.error, 'invalid_grant')
      const headers = { authorization: `Bearer ${String(json.access_token)}` }
      assert.equal((await userinfo({ headers })).error, 'invalid_token')
    }
  })

  it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported, oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
    const unsigned = 'eyJhbGciOiJub25lIn0.e30.'
    assert.equal((await ask({ request: unsigned })).answer.error, 'invalid_request_object')
    const byUrl = await ask({ request_uri: 'https://rp.example/request' })
    assert.equal(byUrl.answer.error, 'request_uri_not_supported')
  })

  it('oidcc-claims-essential: a request with claims is answered without what is not there', async () => {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
    assert.ok((await tokensFor({ claims })).claims.sub)
  })

  it('oidcc-refresh-token: gives an ID token of the same person and login', async () => {
    const { refresh_token: token, claims } = await tokensFor({
      scope: 'openid offline_access debt.read',
      prompt: 'consent',
    })
    const form = { grant_type: 'refresh_token', refresh_token: String(token) }
    const { json } = await post(server, '/token', { client: server.plain, form })
    const next = decodeJwt(String(json.id_token))
    assert.deepEqual([next.iss, next.sub, next.aud], [claims.iss, claims.sub, claims.aud])
    assert.deepEqual([next.auth_time, next.acr], [claims.auth_time, claims.acr])
  })

  it('form_post: oidcc-server with a page that sends itself', async () => {
    const { response } = await ask({ response_mode: 'form_post' })
    const text = await response.text()
    assert.equal(response.status, 200)
    assert.match(text, /<form method="post" action="https:\/\/rp\.example\/cb">/)
    const fields = JSON.parse(/{.*}/.exec(text)?.[0] ?? '{}')
    assert.deepEqual([fields.state, fields.iss], ['abc', server.publicUrl])
    assert.equal((await exchange(fields.code)).status, 200)
  })
})
