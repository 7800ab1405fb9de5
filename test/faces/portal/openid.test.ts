import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import { decodeJwt } from 'jose'
import { onEachDatabase } from '../../support/database.ts'
import { basic } from '../../support/oauth-client.ts'
import { answerOf, callback, hashOfShown, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

onEachDatabase('OpenID Connect at our pages', database => {
  const app = sharedApp(database)
  let browser: Visitor
  const plain = { client_id: 'demo-no-pkce', code_challenge: undefined, code_challenge_method: undefined }

  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })

  const agree = (page: Awaited<ReturnType<Visitor['open']>>) => browser.submit(page, { decision: 'accept' })

  const claimsOf = async (code = '') => {
    const { noPkce } = (await app.demoJson()).clients.oauth!
    const answer = await fetch(`${app.publicUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(noPkce!.client_id, noPkce!.client_secret) },
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback }),
    })
    return decodeJwt(((await answer.json()) as { id_token: string }).id_token)
  }

  const loggedIn = async () =>
    claimsOf(answerOf(await agree(await browser.logIn(await browser.ask(plain)))).code)

  it('oidcc-max-age-10000: takes the login of before', async () => {
    const first = await loggedIn()
    app.clock.move(5_000)
    const page = await browser.ask({ ...plain, max_age: '10000' })
    assert.ok(hashOfShown(page))
    assert.equal((await claimsOf(answerOf(await agree(page)).code)).auth_time, first.auth_time)
  })

  for (const [module, wish] of [
    ['oidcc-max-age-1', { max_age: '1' }],
    ['oidcc-prompt-login', { prompt: 'login' }],
  ] as const) {
    it(`${module}: asks for a new login, and says when it was`, async () => {
      const first = await loggedIn()
      app.clock.move(5_000)
      const page = await browser.logIn(await browser.ask({ ...plain, ...wish }))
      const second = await claimsOf(answerOf(await agree(page)).code)
      assert.equal(second.sub, first.sub)
      assert.ok(Number(second.auth_time) > Number(first.auth_time))
    })
  }

  it('form_post: shows one form that sends itself, and a button without a name', async () => {
    const page = await agree(await browser.logIn(await browser.ask({ ...plain, response_mode: 'form_post' })))
    assert.equal(page.status, 200)
    const read = load(page.body)
    assert.equal(read('form').length, 1)
    assert.equal(read('form').attr('action'), callback)
    assert.equal(read('form button').length, 1)
    assert.equal(read('form button').attr('name'), undefined)
    const names = read('form input[type=hidden]').map((_at, one) => read(one).attr('name'))
    assert.deepEqual([...names].toSorted(), ['code', 'iss', 'state'])
    const policy = String(page.headers.get('content-security-policy'))
    assert.match(policy, /form-action http:\/\/127\.0\.0\.1:9999;/)
    const digest = createHash('sha256').update(read('script').text()).digest('base64')
    assert.ok(policy.includes(`script-src 'sha256-${digest}'`))
    assert.equal(page.headers.get('cache-control'), 'no-store')
    assert.ok((await claimsOf(read('input[name=code]').attr('value'))).sub)
  })

  it('form_post: brings a refusal back the same way', async () => {
    const page = await browser.logIn(await browser.ask({ ...plain, response_mode: 'form_post' }))
    const refused = load((await browser.submit(page, { decision: 'reject' })).body)
    assert.equal(refused('input[name=error]').attr('value'), 'access_denied')
  })
})
