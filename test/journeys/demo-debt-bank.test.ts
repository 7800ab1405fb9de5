import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { type CookieJar, cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'

describe('the Demo bank and debt', () => {
  let server: DemoApp
  let browser: CookieJar
  before(async () => {
    server = await startDemoApp()
  })
  beforeEach(() => {
    browser = cookieJar()
  })
  after(() => server?.close())

  const front = () => browser.follow(`${server.publicUrl}/demo/gjeld`)
  const submit = (page: Visit, name: string, value: string, more: Record<string, string> = {}) => {
    const { action, fields } = findForm(page.body, page.url, { name, value })
    return browser.follow(action, { form: { ...fields, ...more, [name]: value } })
  }
  const ask = async (wish: 'once' | 'lasting', decision: 'accept' | 'reject') => {
    const login = await submit(await front(), 'act', wish)
    const page = await submit(login, 'outcome', 'login', { pid: server.demo.persons[0]?.nin ?? '' })
    return submit(page, 'decision', decision)
  }
  const told = ({ body }: Visit) => load(body)('.ds-alert').text().replace(/\s+/g, ' ').trim()

  it('looks up once by a consent for one look-up', async () => {
    const answer = await ask('once', 'accept')
    assert.equal(new URL(answer.url).pathname, '/demo/gjeld')
    assert.match(told(answer), /Gjeldsregisteret svarte: Fjordkreditt: .* kr/)
    assert.match(told(await submit(answer, 'act', 'again')), /invalid consent/)
  })

  it('looks up again by a consent for days', async () => {
    const answer = await ask('lasting', 'accept')
    assert.match(told(await submit(answer, 'act', 'again')), /Gjeldsregisteret svarte/)
  })

  it('hears a no', async () => {
    assert.match(told(await ask('once', 'reject')), /consent_denied/)
  })

  it('registers what was agreed in the bank, looks up, and reads of it in the feed', async () => {
    const answer = await submit(await front(), 'act', 'agreement')
    assert.match(told(answer), /Gjeldsregisteret svarte/)
    assert.match(told(await submit(answer, 'act', 'feed')), /SAMTYKKE_OPPRETTET/)
  })
})
