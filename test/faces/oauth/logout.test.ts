import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { type Browser, openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, introspect } from '../../support/oauth-client.ts'
import { type OAuthServer, startOAuthServer } from '../../support/oauth-server.ts'

onEachDatabase('logging out', database => {
  let server: OAuthServer
  let web: openid.Configuration
  let browser: Browser
  let tokens: openid.TokenEndpointResponse

  beforeEach(async () => {
    server = await startOAuthServer(database)
    web = await discover(server, server.web)
    browser = openBrowser()
    const { callback, verifier, state } = await authorize(web, server.web, { browser })
    tokens = await openid.authorizationCodeGrant(web, callback, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
  })
  afterEach(() => server.close())

  const logoutUrl = (parameters: Record<string, string> = {}) =>
    openid.buildEndSessionUrl(web, { id_token_hint: tokens.id_token ?? '', ...parameters }).href

  const confirm = async (page: Response, button = true) => {
    const html = await page.text()
    const [, action = ''] = /action="([^"]+)"/.exec(html) ?? []
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(html) ?? []
    return browser.fetch(action, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, ...(button && { logout: 'yes' }) }),
    })
  }

  const stillThere = async () =>
    (await authorize(web, server.web, { browser, prompt: 'none' })).callback.searchParams.has('code')

  it('asks first, then ends the session here and at the pages, and leaves the consent alone', async () => {
    const { response } = await browser.visit(
      logoutUrl({ post_logout_redirect_uri: 'https://rp.example/bye', state: 'so long' }),
    )
    const done = await confirm(response)
    assert.equal(done.headers.get('location'), 'https://rp.example/bye?state=so+long')
    assert.equal(server.seen.logouts, 1)
    assert.equal(await stillThere(), false)
    assert.equal((await introspect(server, tokens.access_token)).active, true)
  })

  it('S47: does nothing for an image tag', async () => {
    await browser.visit(logoutUrl())
    assert.equal(server.seen.logouts, 0)
    assert.equal(await stillThere(), true)
  })

  it('S47: does nothing for a forged confirmation', async () => {
    await browser.visit(logoutUrl())
    const forged = await browser.fetch(`${server.publicUrl}/logout/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf: 'guess', logout: 'yes' }),
    })
    assert.equal(forged.status, 400)
    assert.equal(await stillThere(), true)
  })

  it('S46: returns to registered addresses only', async () => {
    for (const post_logout_redirect_uri of [
      'https://evil.example/',
      'https://rp.example/bye?x=1',
      '//evil.example',
    ]) {
      const { response, location } = await browser.visit(logoutUrl({ post_logout_redirect_uri }))
      assert.equal(location, undefined)
      assert.equal(response.status, 400)
    }
    const { response } = await browser.visit(
      `${server.publicUrl}/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example`,
    )
    const done = await confirm(response)
    assert.equal(done.headers.get('location'), `${server.publicUrl}/logout/success`)
  })

  it('asks also when the engine has no session, without any script', async () => {
    browser = openBrowser()
    const { response } = await browser.visit(logoutUrl())
    assert.doesNotMatch(await response.clone().text(), /<script/)
    assert.equal((await confirm(response)).status, 303)
    assert.equal(server.seen.logouts, 1)
  })

  it('shows that it is done when there is nowhere to return to', async () => {
    const { response } = await browser.visit(logoutUrl())
    const done = await confirm(response)
    const { response: page } = await browser.visit(done.headers.get('location') ?? '')
    assert.match(await page.text(), /Logged out/)
  })
})
