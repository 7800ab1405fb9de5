import assert from 'node:assert/strict'
import { type Browser, openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { authorize, discover, obtainTokens } from '../../support/oauth-client.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'

const prefix = 'oidcc-rp-initiated-logout'
const bye = 'https://rp.example/bye'

/** Named after the modules of the suite's plan `oidcc-rp-initiated-logout-certification-test-plan`. */
onEachDatabase('RP-initiated logout', database => {
  const server = sharedOAuthServer(database)
  let browser: Browser
  let hint: string

  beforeEach(async () => {
    browser = openBrowser()
    const web = await discover(server, server.web)
    hint = (await obtainTokens(web, server.web, { browser })).id_token ?? ''
  })

  /** Where the person comes out when she says yes, or the status of the page that she sees at once. */
  const logOut = async (parameters: Record<string, string>): Promise<string | number> => {
    const url = `${server.publicUrl}/logout?${new URLSearchParams(parameters)}`
    const { response, location } = await browser.visit(url)
    assert.equal(location, undefined)
    const html = await response.text()
    const [, action] = /action="([^"]+)"/.exec(html) ?? []
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(html) ?? []
    if (action === undefined) return response.status
    const body = new URLSearchParams({ xsrf, logout: 'yes' })
    const done = await browser.fetch(action, { method: 'POST', body })
    return done.headers.get('location') ?? done.status
  }

  const isLoggedOut = async () => {
    const web = await discover(server, server.web)
    const { callback } = await authorize(web, server.web, { browser, prompt: 'none' })
    return callback.searchParams.get('error') === 'login_required'
  }

  const endsHere = () => `${server.publicUrl}/logout/success`

  it(`${prefix}-discovery-endpoint-verification`, async () => {
    const web = await discover(server, server.web)
    assert.equal(web.serverMetadata().end_session_endpoint, `${server.publicUrl}/logout`)
  })

  it(`${prefix}: leads back with the state, and the login is over`, async () => {
    const asked = { id_token_hint: hint, post_logout_redirect_uri: bye, state: 'abc' }
    assert.equal(await logOut(asked), `${bye}?state=abc`)
    assert.equal(await isLoggedOut(), true)
  })

  it(`${prefix}-no-state: leads back without one`, async () => {
    assert.equal(await logOut({ id_token_hint: hint, post_logout_redirect_uri: bye }), bye)
  })

  it(`${prefix}-no-params, -only-state, -no-post-logout-redirect-uri: ends on a page of ours`, async () => {
    for (const asked of [{}, { state: 'abc' }, { id_token_hint: hint, state: 'abc' }]) {
      assert.equal(await logOut(asked), endsHere())
    }
    assert.equal(await isLoggedOut(), true)
  })

  it(`${prefix}-no-id-token-hint: asks, ends the login, and leads nowhere`, async () => {
    assert.equal(await logOut({ post_logout_redirect_uri: bye, state: 'abc' }), endsHere())
    assert.equal(await isLoggedOut(), true)
  })

  it(`${prefix}-bad-post-logout-redirect-uri, -query-added-to-post-logout-redirect-uri: is refused on a page`, async () => {
    for (const post_logout_redirect_uri of ['https://rp.example/other', `${bye}?extra=1`]) {
      assert.equal(await logOut({ id_token_hint: hint, post_logout_redirect_uri }), 400)
    }
  })

  it(`${prefix}-bad-id-token-hint, -modified-id-token-hint: is refused on a page`, async () => {
    const [header, , signature] = hint.split('.')
    const changed = Buffer.from(JSON.stringify({ iss: server.publicUrl, aud: 'web', sub: 'x' }))
    for (const id_token_hint of ['nonsense', `${header}.${changed.toString('base64url')}.${signature}`]) {
      assert.equal(await logOut({ id_token_hint, post_logout_redirect_uri: bye }), 400)
    }
    assert.equal(await isLoggedOut(), false)
  })
})
