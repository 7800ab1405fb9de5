import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { onEachDatabase } from '../../support/database.ts'
import { post } from '../../support/oauth-client.ts'
import {
  heading,
  isQuestion,
  linkOn,
  nora,
  ola,
  read,
  type Visitor,
  visitor,
} from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'

const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code'
const ciba = 'urn:openid:params:grant-type:ciba'

onEachDatabase('a person who is asked by a device, or from elsewhere', database => {
  const app = sharedApp(database)
  let browser: Visitor
  let client: { readonly id: string; readonly secret: string; readonly redirectUris: readonly string[] }
  before(async () => {
    const { clients } = await app.demoJson()
    const { client_id: id, client_secret: secret } = clients.oauth!.device!
    client = { id, secret, redirectUris: [] }
  })
  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })

  const ask = async (path: string, form: Record<string, string>) =>
    (await post(app, path, { client, form })).json as Record<string, string>
  const byDevice = (more = {}) => ask('/device_authorization', { scope: 'openid income.read', ...more })
  const byBackchannel = (more = {}) =>
    ask('/backchannel_authentication', { scope: 'openid income.read', login_hint: nora, ...more })
  const poll = (form: Record<string, string>) => post(app, '/token', { client, form })
  const pollDevice = ({ device_code = '' }) => poll({ grant_type: deviceCode, device_code })
  const pollBackchannel = ({ auth_req_id = '' }) => poll({ grant_type: ciba, auth_req_id })

  const type = async (code: string, by = browser) =>
    by.submit(await by.open('/device?lang=en'), { user_code: code, go: 'next' })

  it('V7: types the code, sees who asks, logs in, reads the usual question and is told to go back', async () => {
    const asked = await byDevice()
    const asker = await type(asked.user_code!.toLowerCase().replace('-', ' '))
    assert.equal(heading(asker), 'SmekkFull Bank asks you for something')
    assert.match(read(asker), /Did you start this yourself/)
    assert.doesNotMatch(asker.url, new RegExp(asked.user_code!.slice(0, 4)))

    const login = await browser.submit(asker, { go: 'on' })
    const question = await browser.logIn(login)
    assert.ok(isQuestion(question))
    assert.match(new URL(question.url).pathname, /^\/requests\//)
    assert.equal((await pollDevice(asked)).json.error, 'authorization_pending')

    const done = await browser.submit(question, { decision: 'accept' })
    assert.match(read(done), /is told your answer now. You can go back/)
    const { status, json } = await pollDevice(asked)
    assert.equal(status, 200, JSON.stringify(json))
    const given = await browser.open('/consents?lang=en')
    assert.match(read(given), /SmekkFull Bank/)
  })

  it('V7: reads the same page again for a code that leads nowhere, with what was typed', async () => {
    for (const code of ['BBBB-BBBB', '', '"><script>']) {
      const again = await type(code)
      assert.equal(new URL(again.url).pathname, '/device')
      assert.match(read(again), /We find no request with this code/)
      assert.equal(load(again.body)('input[name=user_code]').attr('value'), code)
    }
    const asked = await byDevice()
    app.clock.advance(901)
    assert.match(read(await type(asked.user_code!)), /We find no request with this code/)
  })

  it('V7: may come by the link with the code, and types nothing', async () => {
    const asked = await byDevice()
    const page = await browser.open(asked.verification_uri_complete!)
    assert.equal(load(page.body)('input[name=user_code]').attr('value'), asked.user_code)
    const asker = await browser.submit(page, { user_code: asked.user_code!, go: 'next' })
    assert.match(heading(asker), /SmekkFull Bank/)
  })

  it('is led by no link past the page that says who asks', async () => {
    const asked = await byDevice()
    const asker = await type(asked.user_code!)
    const victim = visitor(app.publicUrl)
    for (const path of ['/device/asked', '/device/question']) {
      assert.equal(new URL((await victim.open(path)).url).pathname, '/device')
    }
    assert.equal(new URL((await browser.open('/device/question')).url).pathname, '/device')
    const posted = await fetch(asker.url, {
      method: 'POST',
      headers: { origin: 'https://evil.example', cookie: browser.cookies() },
      body: new URLSearchParams({ go: 'on' }),
    })
    assert.equal(posted.status, 403)
  })

  it('who says no gives nothing, and finds it among what was declined', async () => {
    const asked = await byDevice()
    const login = await browser.submit(await type(asked.user_code!), { go: 'on' })
    const done = await browser.submit(await browser.logIn(login), { decision: 'reject' })
    assert.match(read(done), /You can go back/)
    assert.equal((await pollDevice(asked)).json.error, 'access_denied')
    assert.match(read(await browser.open('/consents?standing=declined&lang=en')), /SmekkFull Bank/)
  })

  it('who cancels the login may try again, and nothing is answered', async () => {
    const asked = await byDevice()
    const login = await browser.submit(await type(asked.user_code!), { go: 'on' })
    const cancelled = await browser.submit(login, { pid: nora, outcome: 'cancel' })
    const again = await browser.open(linkOn(cancelled, 'Try again'))
    assert.ok(isQuestion(await browser.logIn(again)))
    assert.equal((await pollDevice(asked)).json.error, 'authorization_pending')
  })

  it('V7: reads at the code page that her code is too old when her login took longer than it lasts', async () => {
    const asked = await byDevice()
    const login = await browser.submit(await type(asked.user_code!), { go: 'on' })
    app.clock.hold(new Date(app.clock.now().getTime() + 901_000))
    const late = await browser.logIn(login)
    assert.deepEqual([late.status, new URL(late.url).pathname], [400, '/device/question'], read(late))
    assert.match(read(late), /We find no request with this code/)
    assert.match(
      heading(await browser.submit(late, { user_code: asked.user_code!, go: 'next' })),
      /Enter the code/,
    )
  })

  it('is the only one who is asked, whoever types the code after her', async () => {
    const asked = await byDevice()
    await browser.logIn(await browser.submit(await type(asked.user_code!), { go: 'on' }))
    const other = visitor(app.publicUrl)
    const login = await other.submit(await type(asked.user_code!, other), { go: 'on' })
    const page = await other.logIn(login, ola)
    assert.ok(!isQuestion(page))
    assert.equal((await pollDevice(asked)).json.error, 'authorization_pending')
  })

  it('finds what a device asked among what waits for her, when she left it unanswered', async () => {
    const asked = await byDevice()
    await browser.logIn(await browser.submit(await type(asked.user_code!), { go: 'on' }))
    const list = await browser.open('/consents?standing=waiting&lang=en')
    const question = await browser.open(load(list.body)('a[href^="/requests/"]').first().attr('href')!)
    await browser.submit(question, { decision: 'accept' })
    assert.equal((await pollDevice(asked)).status, 200)
  })

  it('finds what is asked by the backchannel in her consents, with the words to compare', async () => {
    const asked = await byBackchannel({ binding_message: 'Skranke <4>' })
    const list = await browser.logIn(await browser.open('/consents?lang=en'))
    assert.match(read(list), /SmekkFull Bank/)
    const link = load(list.body)('a[href^="/requests/"]').first().attr('href')!
    const question = await browser.open(link)
    const sections = load(question.body)('.question').text()
    assert.match(sections, /Is this right\?\s*Skranke <4>/)
    const text = await browser.open(`${new URL(link, app.publicUrl).pathname}?as=text&ui_locales=en`)
    assert.match(text.body, /Skranke <4>/)
    assert.equal((await pollBackchannel(asked)).json.error, 'authorization_pending')
    await browser.submit(question, { decision: 'accept' })
    const { status, json } = await pollBackchannel(asked)
    assert.equal(status, 200, JSON.stringify(json))
    assert.ok(json.id_token)
  })

  it('answers once, of yes and no in two browsers', async () => {
    const asked = await byBackchannel()
    const list = await browser.logIn(await browser.open('/consents?lang=en'))
    const link = load(list.body)('a[href^="/requests/"]').first().attr('href')!
    const [first, second] = [await browser.open(link), await browser.open(link)]
    await browser.submit(first, { decision: 'reject' })
    await browser.submit(second, { decision: 'accept' })
    assert.equal((await pollBackchannel(asked)).json.error, 'access_denied')
  })

  it('is not asked for a client that is gone', async () => {
    const asked = await byDevice()
    await byBackchannel()
    const list = await browser.logIn(await browser.open('/consents?lang=en'))
    const link = load(list.body)('a[href^="/requests/"]').first().attr('href')!
    await app.stores.clients.remove(client.id)
    assert.match(read(await type(asked.user_code!)), /We find no request with this code/)
    assert.ok(!isQuestion(await browser.open(link)))
    assert.equal((await pollDevice(asked)).json.error, 'invalid_client')
  })
})
