import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { Webhook } from 'standardwebhooks'
import type { AskName } from '../../server/demo/bank/asks.ts'
import type { Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findLinks } from '../../server/demo/walk/html.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { until } from '../support/until.ts'
import { alert, heading, type Visitor, visitor } from '../support/portal-visitor.ts'

describe('the Demo bank', () => {
  let server: DemoApp
  let browser: Visitor
  before(async () => {
    server = await startDemoApp()
  })
  beforeEach(() => {
    browser = visitor(server.publicUrl)
  })
  after(() => server?.close())

  const ask = async (name: AskName) => browser.submit(await browser.open('/demo'), { ask: name })
  const logIn = (page: Visit, person = 0) => browser.logIn(page, server.demo.persons[person]?.nin)
  const accept = async (name: AskName, person = 0) =>
    browser.submit(await logIn(await ask(name), person), { decision: 'accept' })
  const errorCode = ({ body }: Visit) => load(body)('dd code').first().text()
  const sees = ({ body }: Visit, name: string) =>
    load(body)('section:has(#introspection) tr')
      .filter((_, row) => load(row)('th').text() === name)
      .find('td')
      .text()

  it('gets a consent, fetches, renews, and loses it all when the person withdraws', async () => {
    const answer = await accept('lasting')
    assert.equal(heading(answer), 'Demobanken fikk ja')
    assert.equal(new URL(answer.url).pathname, '/demo/answer')
    assert.equal(sees(answer, 'active'), 'true')

    const fetched = await browser.submit(answer, { act: 'fetch' })
    assert.match(alert(fetched), /Demoregisteret svarte.*Inntekt: .* kr/)
    const renewed = await browser.submit(fetched, { act: 'refresh' })
    assert.equal(alert(renewed), 'Banken fikk et nytt tilgangstoken.')
    assert.equal(sees(renewed, 'active'), 'true')

    const list = await browser.open('/consents')
    const consent = findLinks(list.body, list.url).find(link => /\/consents\/[\w-]{36}$/.test(link)) ?? ''
    assert.match((await browser.open(consent)).body, /Inntekten din de siste tre årene, Lån og kreditter/)
    await browser.submit(await browser.open(`${consent}/withdraw`), { decision: 'withdraw' })

    const after = await browser.open('/demo/answer')
    assert.equal(sees(after, 'active'), 'false')
    assert.match(alert(await browser.submit(after, { act: 'fetch' })), /invalid_token/)
    assert.match(alert(await browser.submit(after, { act: 'refresh' })), /invalid_grant/)
  })

  it('is told of a withdrawal as it happens, and shows it', async () => {
    const answer = await accept('lasting')
    const consent = sees(answer, 'grant_id')
    assert.match(consent, /^[\w-]{36}$/)
    assert.doesNotMatch(answer.body, /Samtykket ble trukket tilbake/)
    const path = `/consents/${consent}`
    await browser.submit(await browser.open(`${path}/withdraw`), { decision: 'withdraw' })
    await until(async () =>
      /Samtykket ble trukket tilbake 20\d\d-/.test(alert(await browser.open('/demo/answer'))),
    )
    const told = load((await browser.open('/demo/told')).body)
    assert.equal(
      told('tbody tr').first().text().replace(/\s+/g, ' ').includes(`consent.withdrawn${consent}`),
      true,
    )
    assert.equal(told('h1').text(), 'Det banken har fått beskjed om')
    await until(async () => (await browser.open(path)).body.includes('SmekkFull Bank fikk beskjed'))
  })

  it('deletes what it fetched when the person asks for it, and says so to her and at its own pages', async () => {
    const answer = await accept('lasting')
    await browser.submit(answer, { act: 'fetch' })
    const path = `/consents/${sees(answer, 'grant_id')}`
    const page = await browser.open(`${path}/withdraw`)
    assert.match(page.body, /Be SmekkFull Bank om å slette det de har hentet/)
    await browser.submit(page, { deletion: 'ask', decision: 'withdraw' })
    await until(async () =>
      /SmekkFull Bank svarte .* at det er slettet/.test((await browser.open(path)).body),
    )
    await until(async () => /Det er slettet 20\d\d-/.test(alert(await browser.open('/demo/answer'))))
    assert.doesNotMatch((await browser.open('/demo/answer')).body, /Inntekt: .* kr/)
    const told = load((await browser.open('/demo/told')).body)('tbody code').text()
    assert.match(told, /consent\.deletion-done.*consent\.deletion-requested/)
    const history = load((await browser.open(path)).body)('[aria-labelledby=history]').text()
    assert.match(history, /Mottakeren ble bedt om sletting[\s\S]*Mottakeren svarte at det er slettet/)
  })

  it('W6 S58 believes nobody who does not know its secret, nor what is old', async () => {
    const { webhookSecret } = (await server.demoJson()).events as { webhookSecret: string }
    const body =
      '{"type":"consent.withdrawn","timestamp":"2026-11-29T14:03:07Z","data":{"consent_id":"forged"}}'
    const put = (secret: string, at: Date, signature = new Webhook(secret).sign('one', at, body)) =>
      fetch(`${server.publicUrl}/demo/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': 'one',
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': signature,
        },
        body,
      })
    const now = server.clock.now()
    const old = new Date(now.getTime() - 301_000)
    assert.equal((await put(`whsec_${Buffer.alloc(32).toString('base64')}`, now)).status, 401)
    assert.equal((await put(webhookSecret, old)).status, 401)
    assert.equal((await put(webhookSecret, now, `v1,${'ø'.repeat(44)}`)).status, 401)
    assert.equal((await put(webhookSecret, now)).status, 204)
  })

  it('may fetch once and no more when the consent is for one time', async () => {
    const answer = await accept('once')
    const fetched = await browser.submit(answer, { act: 'fetch' })
    assert.match(alert(fetched), /Demoregisteret svarte/)
    assert.equal(sees(fetched, 'active'), 'false')
    assert.match(alert(await browser.submit(fetched, { act: 'fetch' })), /invalid_token/)
  })

  it('hears no when the person declines, cancels the login, or cannot log in', async () => {
    const declined = await browser.submit(await logIn(await ask('lasting')), { decision: 'reject' })
    assert.equal(heading(declined), 'Demobanken fikk nei')
    assert.equal(errorCode(declined), 'access_denied')
    for (const [outcome, code] of [
      ['cancel', 'access_denied'],
      ['fail', 'server_error'],
    ] as const) {
      browser = visitor(server.publicUrl)
      const page = await browser.submit(await ask('lasting'), { outcome })
      assert.equal(errorCode(page), code)
    }
  })

  it('is refused without a question when it asks for too long', async () => {
    assert.equal(errorCode(await ask('tooLong')), 'invalid_request')
  })

  it('needs no page when the person has said yes before', async () => {
    await accept('lasting')
    assert.equal(heading(await ask('silent')), 'Demobanken fikk ja')
  })

  it('is told to ask when it tries without asking', async () => {
    assert.equal(errorCode(await ask('silent')), 'login_required')
  })

  it('never shows a token or a national identity number whole, nor keeps a code in the address', async () => {
    const answer = await accept('identity', 1)
    assert.ok(!answer.body.includes(server.demo.persons[1]?.nin ?? '?'))
    assert.doesNotMatch(answer.body, /[\w-]{40,}/)
    assert.ok(!answer.url.includes('code='))
  })

  it('makes nothing of an answer that it did not ask for', async () => {
    const page = await browser.open('/demo/callback?code=stolen&state=x')
    assert.equal(page.status, 400)
    assert.ok(!page.body.includes('stolen'))
  })

  it('speaks three languages', async () => {
    const titles = { nb: 'Demobanken', nn: 'Demobanken', en: 'The Demo bank' }
    for (const [language, title] of Object.entries(titles)) {
      const page = await browser.open(`/demo?lang=${language}`)
      assert.equal(heading(page), title)
      assert.equal(load(page.body)('html').attr('lang'), language)
    }
  })
})
