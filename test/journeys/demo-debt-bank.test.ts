import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { alert, type Visitor, visitor } from '../support/portal-visitor.ts'

describe('the Demo bank and debt', () => {
  let server: DemoApp
  let browser: Visitor
  before(async () => {
    server = await startDemoApp()
  })
  beforeEach(() => {
    browser = visitor(server.publicUrl)
  })
  after(() => server?.close())

  const front = () => browser.open('/demo/gjeld')
  const ask = async (wish: 'once' | 'lasting', decision: 'accept' | 'reject') => {
    const login = await browser.submit(await front(), { act: wish })
    return browser.submit(await browser.logIn(login), { decision })
  }

  it('looks up once by a consent for one look-up', async () => {
    const answer = await ask('once', 'accept')
    assert.equal(new URL(answer.url).pathname, '/demo/gjeld')
    assert.match(alert(answer), /Gjeldsregisteret svarte: Fjordkreditt: .* kr/)
    assert.match(alert(await browser.submit(answer, { act: 'again' })), /invalid consent/)
  })

  it('looks up again by a consent for days', async () => {
    const answer = await ask('lasting', 'accept')
    assert.match(alert(await browser.submit(answer, { act: 'again' })), /Gjeldsregisteret svarte/)
  })

  it('hears a no', async () => {
    assert.match(alert(await ask('once', 'reject')), /consent_denied/)
  })

  it('registers what was agreed in the bank, looks up, and reads of it in the feed', async () => {
    const answer = await browser.submit(await front(), { act: 'agreement' })
    assert.match(alert(answer), /Gjeldsregisteret svarte/)
    assert.match(alert(await browser.submit(answer, { act: 'feed' })), /SAMTYKKE_OPPRETTET/)
  })
})
