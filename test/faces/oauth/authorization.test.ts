import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, obtainTokens } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('the authorization endpoint', database => {
  let server: OAuthServer
  let web: openid.Configuration

  beforeEach(async () => {
    server = await startOAuthServer(database)
    web = await discover(server, server.web)
  })
  afterEach(() => server.close())

  const ask = (parameters: Record<string, string> | string, browser = openBrowser()) => {
    const query =
      typeof parameters === 'string'
        ? parameters
        : new URLSearchParams({
            client_id: 'web',
            response_type: 'code',
            redirect_uri: 'https://rp.example/cb',
            scope: 'openid debt.read',
            state: 'abc',
            code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
            code_challenge_method: 'S256',
            ...parameters,
          }).toString()
    return browser.visit(`${server.publicUrl}/authorize?${query}`)
  }

  const errorOf = async (parameters: Record<string, string>) => {
    const { location } = await ask(parameters)
    const { searchParams } = new URL(location ?? 'about:blank')
    assert.equal(searchParams.get('iss'), server.publicUrl)
    assert.equal(searchParams.get('code'), null)
    return searchParams.get('error')
  }

  const staysHere = async (parameters: Record<string, string> | string, status = 400) => {
    const { response, location } = await ask(parameters)
    const text = await response.text()
    assert.equal(location, undefined)
    assert.equal(response.status, status)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.match(text, /Error page/)
    return text
  }

  it('takes a request by POST as it takes the same by GET', async () => {
    const parameters = new URLSearchParams({ client_id: 'web', response_type: 'code', state: 'a b&c' })
    const body = { method: 'POST', body: parameters, redirect: 'manual' } as const
    const posted = await fetch(`${server.publicUrl}/authorize`, body)
    assert.equal(posted.status, 303)
    assert.equal(posted.headers.get('location'), `${server.publicUrl}/authorize?${parameters}`)
    const twice = new URLSearchParams([...parameters, ['state', 'x']])
    const refused = await fetch(`${server.publicUrl}/authorize`, { ...body, body: twice })
    assert.equal(refused.status, 400)
  })

  it('S1: shows its own page for every redirect_uri that is not registered letter by letter', async () => {
    for (const redirect_uri of [
      'https://rp.example.evil/cb',
      'https://rp.example/cb/../x',
      'https://rp.example/cb?x=1',
      'HTTPS://RP.example/cb',
      'https://rp.example/cb#f',
      'https://rp.example@evil/cb',
      'https://rp.example/%2e%2e/cb',
      'https://rp.example./cb',
      'javascript:alert(1)',
    ]) {
      await staysHere({ redirect_uri })
    }
  })

  it('S2: shows its own page when the client has two and named none', async () => {
    await staysHere('client_id=two&response_type=code&scope=debt.read')
  })

  it('S3: lets a native client listen on any port of 127.0.0.1, and nowhere else', async () => {
    const native = { client_id: 'native', scope: 'debt.read' }
    const { location } = await ask({ ...native, redirect_uri: 'http://127.0.0.1:51004/cb' })
    assert.ok(location?.startsWith('http://127.0.0.1:51004/cb?code='))
    await staysHere({ ...native, redirect_uri: 'http://localhost:5/cb' })
    await staysHere({ ...native, redirect_uri: 'http://127.0.0.1.evil/cb' })
  })

  it('knows no response mode that hands the answer to a script', async () => {
    const { response, location } = await ask({ response_mode: 'web_message' })
    assert.equal(response.status, 303)
    assert.equal(new URL(location ?? 'about:blank').searchParams.get('error'), 'unsupported_response_mode')
  })

  it('S4: never puts a token in a URL', async () => {
    for (const response_type of ['token', 'id_token token', 'code token', 'none']) {
      const { location } = await ask({ response_type, nonce: 'n' })
      const { hash, search } = new URL(location ?? 'about:blank')
      const answer = new URLSearchParams((hash || search).slice(1))
      assert.equal(answer.get('error'), 'unsupported_response_type')
      assert.equal(answer.get('access_token'), null)
    }
  })

  it('S8: a flow goes on with the parameters it began with, also from another tab', async () => {
    const browser = openBrowser()
    const first = await browser.fetch((await authorizationUrl({ state: 'first', scope: 'debt.read' })).href)
    const second = await browser.fetch(
      (await authorizationUrl({ state: 'second', scope: 'debt.summary' })).href,
    )
    const stateAt = async (response: Response) => {
      const { location } = await browser.visit(
        new URL(response.headers.get('location') ?? '', server.publicUrl).href,
      )
      return new URL(location ?? 'about:blank').searchParams.get('state')
    }
    assert.equal(await stateAt(second), 'second')
    assert.equal(await stateAt(first), 'first')
  })

  it('S8: prompt=none without a session is login_required', async () => {
    assert.equal(await errorOf({ prompt: 'none' }), 'login_required')
  })

  it('passes over values of prompt that it does not understand, but takes none with another beside it', async () => {
    for (const prompt of ['create', 'whatever', 'login create', 'select_account', '', ' ', 'LOGIN']) {
      const { location } = await ask({ prompt })
      assert.ok(new URL(location ?? 'about:blank').searchParams.get('code'), `«${prompt}»`)
    }
    for (const prompt of ['none login', 'none create', 'select_account none', 'none none2']) {
      assert.equal(await errorOf({ prompt }), 'invalid_request', prompt)
    }
  })

  it('answers prompt=none from a consent that covers the request and may be used many times', async () => {
    const { browser } = await authorize(web, server.web, { scope: 'openid debt.read' })
    const silent = (wishes: Record<string, string>) =>
      authorize(web, server.web, { browser, prompt: 'none', ...wishes })
    const again = await silent({ scope: 'openid debt.read' })
    assert.ok(again.callback.searchParams.get('code'))
    const wider = await silent({ scope: 'openid debt.read debt.summary' })
    assert.equal(wider.callback.searchParams.get('error'), 'consent_required')
    await authorize(web, server.web, { browser, scope: 'openid debt.summary', purpose: 'once' })
    const once = await silent({ scope: 'openid debt.summary', purpose: 'once' })
    assert.equal(once.callback.searchParams.get('error'), 'consent_required')
  })

  it('another person may use the same browser', async () => {
    const browser = openBrowser()
    const first = await obtainTokens(web, server.web, { browser })
    server.decider.party = server.ola.id
    const second = await obtainTokens(web, server.web, { browser })
    assert.equal(first.claims()?.sub, server.kari.id)
    assert.equal(second.claims()?.sub, server.ola.id)
  })

  it('S9: takes no request without a challenge, and no plain one', async () => {
    assert.equal(await errorOf({ code_challenge: '', code_challenge_method: '' }), 'invalid_request')
    assert.equal(await errorOf({ code_challenge_method: 'plain' }), 'invalid_request')
    assert.equal(await errorOf({ code_challenge: 'x'.repeat(42) }), 'invalid_request')
  })

  it('S11: every answer names the issuer', async () => {
    const { callback } = await authorize(web, server.web)
    assert.equal(callback.searchParams.get('iss'), server.publicUrl)
    assert.equal(await errorOf({ scope: 'nonsense' }), 'invalid_scope')
  })

  it('drops nothing silently: scopes and resources that cannot be given are errors', async () => {
    assert.equal(await errorOf({ scope: 'openid debt.read debt.write' }), 'invalid_scope')
    assert.equal(await errorOf({ scope: 'openid meter.read' }), 'invalid_scope')
    assert.equal(await errorOf({ resource: 'https://unknown.example' }), 'invalid_target')
    assert.equal(await errorOf({ resource: 'https://meters.example' }), 'invalid_target')
    assert.equal(await errorOf({ resource: 'not a uri' }), 'invalid_target')
    const two = 'resource=https%3A%2F%2Fdebts.example&resource=https%3A%2F%2Fmeters.example'
    const { location } = await ask(`${(await authorizationUrl({})).searchParams}&${two}`)
    assert.equal(new URL(location ?? 'about:blank').searchParams.get('error'), 'invalid_target')
  })

  it('S39: takes no parameter twice and none as an array', async () => {
    const once = (await authorizationUrl({})).searchParams.toString()
    await staysHere(`${once}&scope=debt.summary`)
    await staysHere(`${once}&client_id=other`)
    await staysHere(`${once}&scope%5B%5D=debt.read`)
    await staysHere(`${once}&unknown=1&unknown=2`)
  })

  it('S39: takes no parameter from the address of a posted request', async () => {
    const response = await fetch(`${server.publicUrl}/authorize?client_id=web`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ client_id: 'other', response_type: 'code' }),
    })
    assert.equal(response.status, 400)
    assert.equal(response.headers.get('location'), null)
  })

  it('S41: refuses authorization_details where no types are registered, whatever they hold', async () => {
    for (const authorization_details of ['[{"type":"everything"}]', '[[[[[[', '{"__proto__":1e400}']) {
      assert.equal(await errorOf({ authorization_details }), 'invalid_authorization_details')
    }
  })

  it('S40: refuses too many parameters', async () => {
    await staysHere(Array.from({ length: 200 }, (_, index) => `p${index}=1`).join('&'))
  })

  it('S42: names of object members are unknown clients and scopes', async () => {
    for (const client_id of ['__proto__', 'constructor', 'toString']) await staysHere({ client_id })
    assert.equal(await errorOf({ scope: '__proto__' }), 'invalid_scope')
  })

  it('S67: line breaks are encoded in the redirect, and never make a header', async () => {
    const state = 'a\r\nSet-Cookie: evil=1'
    const { location, response } = await ask({ scope: 'nonsense', state })
    assert.equal(new URL(location ?? 'about:blank').searchParams.get('state'), state)
    assert.equal(
      response.headers.getSetCookie().some(cookie => cookie.includes('evil')),
      false,
    )
    await staysHere({ redirect_uri: 'https://rp.example/cb\r\nX: y' })
  })

  it('S68: SQL in any parameter is just a value that is not known', async () => {
    const sql = "' or 1=1; drop table client; --"
    await staysHere({ client_id: sql })
    await staysHere({ redirect_uri: sql })
    assert.equal(await errorOf({ scope: sql }), 'invalid_scope')
    assert.equal(await errorOf({ resource: `https://debts.example/${sql}` }), 'invalid_target')
    assert.ok(await server.clientStore.find('web'))
  })

  it('S69: identifiers are compared byte by byte', async () => {
    await staysHere({ client_id: 'web\u200b' })
    await staysHere({ client_id: 'we\u0062\u0301' })
    await staysHere({ client_id: 'ｗｅｂ' })
    assert.equal(await errorOf({ scope: 'debt.read\u200b' }), 'invalid_scope')
    const { location } = await ask({ state: '🙂', scope: 'nonsense' })
    assert.equal(new URL(location ?? 'about:blank').searchParams.get('state'), '🙂')
  })

  it('prints nothing of the URL on its pages', async () => {
    const text = await staysHere({ redirect_uri: 'https://evil/<script>alert(1)</script>' })
    assert.doesNotMatch(text, /script/)
    await staysHere({ state: 'a\0b' })
  })

  it('gives OAuth JSON to those who rather read that', async () => {
    const url = await authorizationUrl({ client_id: 'nobody' })
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    assert.equal(response.status, 400)
    assert.equal(((await response.json()) as { error: string }).error, 'invalid_client')
  })

  const authorizationUrl = async (parameters: Record<string, string>) =>
    openid.buildAuthorizationUrl(web, {
      redirect_uri: 'https://rp.example/cb',
      scope: 'openid debt.read',
      state: 'abc',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      ...parameters,
    })
})
