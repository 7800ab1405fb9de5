import assert from 'node:assert/strict'
import * as openid from 'openid-client'
import { openBrowser } from '../../support/browser.ts'
import { onEachDatabase } from '../../support/database.ts'
import { discover, introspect, post } from '../../support/oauth-client.ts'
import { linkTo, pushed, requestOf, verifier } from '../../support/pushed.ts'
import { sharedOAuthServer } from '../../support/shared-oauth-server.ts'
import { statementsOf } from '../../support/statement-counter.ts'

onEachDatabase('pushed authorization requests', database => {
  const server = sharedOAuthServer(database)

  const open = async (link: string, browser = openBrowser()) => {
    const { response, location } = await browser.visit(link)
    const answer = URL.parse(location ?? 'about:blank')?.searchParams
    return { status: response.status, code: answer?.get('code'), error: answer?.get('error'), answer }
  }

  const exchange = (code: string) =>
    post(server, '/token', {
      client: server.web,
      form: {
        grant_type: 'authorization_code',
        code,
        redirect_uri: 'https://rp.example/cb',
        code_verifier: verifier,
      },
    })

  const push = (changes: Parameters<typeof pushed>[2] = {}, client = server.web) =>
    pushed(server, client, changes)

  it('P1: are answered with a link of 258 bits that is opened within a minute', async () => {
    const { status, json, headers, link } = await push()
    assert.equal(status, 201)
    assert.match(String(json.request_uri), /^urn:ietf:params:oauth:request_uri:[\w-]{43}$/)
    assert.equal(json.expires_in, 60)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.ok((await open(link)).code)
  })

  it('P2: name no other request', async () => {
    const { status, json } = await push({ request_uri: 'urn:ietf:params:oauth:request_uri:x' })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })

  it('P3: come from clients that authenticate, and from public ones by their name', async () => {
    const form = requestOf(server.web)
    for (const client of [{ id: 'web' }, { id: 'web', secret: 'wrong' }]) {
      const { status, json } = await post(server, '/par', { client, form })
      assert.deepEqual([status, json.error], [401, 'invalid_client'])
    }
    assert.equal((await pushed(server, server.native)).status, 201)
  })

  it('P4: are posted', async () => {
    const response = await fetch(`${server.publicUrl}/par`)
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'POST, OPTIONS'])
  })

  it('P5: are refused for what is wrong with them where they are pushed', async () => {
    const wrongs: readonly (readonly [Record<string, string | undefined>, string])[] = [
      [{ redirect_uri: 'https://rp.example/other' }, 'invalid_request'],
      [{ redirect_uri: undefined }, 'invalid_request'],
      [{ scope: 'openid nothing.known' }, 'invalid_scope'],
      [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
      [{ code_challenge_method: 'plain' }, 'invalid_request'],
      [{ resource: 'https://nobody.example' }, 'invalid_target'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ state: 'x'.repeat(2049) }, 'invalid_request'],
    ]
    for (const [changes, error] of wrongs) {
      const { status, json } = await push(changes)
      assert.deepEqual([status, json.error], [400, error], JSON.stringify(changes))
    }
  })

  it('P6: lead nowhere by a link that is of another client, unknown or too old', async () => {
    const { json, link } = await push()
    const links = [
      linkTo(server, 'other', json.request_uri),
      linkTo(server, 'web', `${String(json.request_uri)}x`),
    ]
    for (const wrong of links) assert.equal((await open(wrong)).error, 'invalid_request_uri')
    server.clock.advance(80)
    assert.equal((await open(link)).error, 'invalid_request_uri')
  })

  it('P7: may be opened again until they are answered, and then never', async () => {
    const { link } = await push()
    const [first, second] = [openBrowser(), openBrowser()]
    const waiting = await first.fetch(link)
    assert.ok((await open(link, second)).code)
    const { code } = await open(new URL(waiting.headers.get('location') ?? '', server.publicUrl).href, first)
    assert.ok(!code)
    assert.equal((await open(link)).error, 'invalid_request_uri')
  })

  it('P8: give the person all the time that she has otherwise', async () => {
    const { link } = await push()
    const browser = openBrowser()
    const waiting = await browser.fetch(link)
    server.clock.advance(600)
    const { code } = await open(
      new URL(waiting.headers.get('location') ?? '', server.publicUrl).href,
      browser,
    )
    assert.ok(code)
  })

  it('P5: name their redirect_uri beside openid', async () => {
    const { redirect_uri: _, ...form } = requestOf(server.web) as Record<string, string>
    const openId = { ...form, scope: 'openid debt.read' }
    const { status, json } = await post(server, '/par', { client: server.web, form: openId })
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
    const plain = { ...form, scope: 'debt.read' }
    assert.equal((await post(server, '/par', { client: server.web, form: plain })).status, 201)
  })

  it('P9: have no effect of what stands beside the link', async () => {
    const { link } = await push({ state: 'pushed', scope: 'openid debt.read' })
    const { code, answer } = await open(
      `${link}&state=beside&scope=debt.summary&redirect_uri=https://evil.example&prompt=none&nonce=x`,
    )
    assert.equal(answer?.get('state'), 'pushed')
    assert.equal((await exchange(code ?? '')).json.scope, 'openid debt.read')
  })

  it('P10: are demanded of clients that are registered so', async () => {
    const { error, code } = await open(
      `${server.publicUrl}/authorize?${new URLSearchParams(requestOf(server.pushing))}`,
    )
    assert.deepEqual([error, code], ['invalid_request', null])
    const { link } = await push({}, server.pushing)
    assert.ok((await open(link)).code)
  })

  it('P11: carry offline_access, prompt, purpose and consent_days as the query does', async () => {
    const browser = openBrowser()
    const asked = { scope: 'openid offline_access debt.read', purpose: 'loan', consent_days: '7' }
    const silent = { ...asked, prompt: 'none' }
    assert.equal((await open((await push(silent)).link, browser)).error, 'login_required')
    const { code } = await open((await push({ ...asked, prompt: 'create' })).link, browser)
    const { json } = await exchange(code ?? '')
    assert.ok(json.refresh_token)
    const { grant_id } = await introspect(server, String(json.access_token))
    const { grant } = await server.core.readGrant({ id: grant_id as never, reader: 'any' })
    const days = (grant.validity.to.getTime() - grant.validity.from.getTime()) / 86_400_000
    assert.equal(Math.round(days), 7)
    assert.ok((await open((await push(silent)).link, browser)).code)
    assert.equal((await push({ ...asked, prompt: 'none login' })).json.error, 'invalid_request')
  })

  it('are read once as they are opened, whoever used the browser before', async () => {
    const browser = openBrowser()
    const scope = 'openid debt.read'
    assert.ok((await open((await push({ scope })).link, browser)).code)
    for (const prompt of [undefined, 'none']) {
      const { link } = await push({ scope, prompt })
      const statements = await statementsOf(database, () => browser.fetch(link))
      const reads = statements.filter(statement => statement.startsWith('select payload from browser_state'))
      const sessions = prompt === 'none' ? 1 : 0
      assert.equal(reads.length, 1 + sessions, statements.join('\n'))
    }
  })

  it('end with the word of the person, as others do', async () => {
    server.decider.outcome = 'refuse'
    const { link } = await push()
    assert.equal((await open(link)).error, 'access_denied')
  })

  it('are kept sealed, without their id', async () => {
    const { json } = await push({ login_hint: 'somebody-by-name' })
    const rows = await database.connection().read("select * from browser_state where kind like 'Pushed%'")
    const id = String(json.request_uri).split(':').at(-1) ?? ''
    assert.ok(rows.length > 0)
    for (const text of ['somebody-by-name', id]) assert.ok(!JSON.stringify(rows).includes(text))
  })

  it('are what openid-client pushes', async () => {
    const web = await discover(server, server.web)
    const url = await openid.buildAuthorizationUrlWithPAR(web, requestOf(server.web))
    const { location } = await openBrowser().visit(url.href)
    const tokens = await openid.authorizationCodeGrant(web, new URL(location ?? ''), {
      pkceCodeVerifier: verifier,
      expectedState: 'abc',
    })
    assert.ok(tokens.access_token)
  })
})
