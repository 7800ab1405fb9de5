import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { alert, read, type Visitor, visitor } from '../support/portal-visitor.ts'
import { decisionsOf } from '../support/shown-texts.ts'

describe('a supplier of electricity in the demo, with a document', () => {
  let app: DemoApp
  let browser: Visitor

  before(async () => {
    app = await startDemoApp()
    browser = visitor(app.publicUrl)
  })
  after(() => app.close())

  it('makes a document, which the customer signs and the supplier brings back', async () => {
    const front = await browser.open('/demo/energy-supplier/paper')
    const made = await browser.submit(front, { act: 'draft' })
    assert.match(alert(made), /^Dokumentet: Pending/)
    const pdf = await browser.open('/demo/energy-supplier/paper.pdf')
    assert.match(pdf.body, /^%PDF-1\.7/)
    const signed = await browser.submit(made, { act: 'sign' })
    assert.match(alert(signed), /^Dokumentet: Signed Samtykket: Active, gjelder til/)
    assert.match(alert(await browser.submit(made, { act: 'sign' })), /must be in 'Pending' status/)
  })
  it('gives what the customer finds among her consents, reads and takes back', async () => {
    const login = await browser.open('/consents')
    const mine = await browser.logIn(login)
    const link = load(mine.body)('main a[href^="/consents/"]').attr('href')
    const detail = await browser.open(link ?? '')
    assert.match(read(detail), /Bytte strømleverandør/)
    const [decision] = await decisionsOf(app)
    assert.equal(decision?.level, 'high')
    assert.match(decision.shown.text, /^Avtalebekreftelse - Leverandørskifte\n/)
  })
})
