import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'

describe('a supplier of electricity in the demo, with a document', () => {
  let app: DemoApp

  before(async () => {
    app = await startDemoApp()
  })
  after(() => app.close())

  const told = ({ body }: Visit) => load(body)('.ds-alert').text().replace(/\s+/g, ' ').trim()

  const browser = cookieJar()
  const submit = (page: Visit, name: string, value: string, more: Record<string, string> = {}) => {
    const { action, fields } = findForm(page.body, page.url, { name, value })
    return browser.follow(action, { form: { ...fields, ...more, [name]: value } })
  }

  it('makes a document, which the customer signs and the supplier brings back', async () => {
    const front = await browser.follow(`${app.publicUrl}/demo/energy-supplier/paper`)
    const made = await submit(front, 'act', 'draft')
    assert.match(told(made), /^Dokumentet: Pending/)
    const pdf = await browser.follow(`${app.publicUrl}/demo/energy-supplier/paper.pdf`)
    assert.match(pdf.body, /^%PDF-1\.7/)
    const signed = await submit(made, 'act', 'sign')
    assert.match(told(signed), /^Dokumentet: Signed Samtykket: Active, gjelder til/)
    assert.match(told(await submit(made, 'act', 'sign')), /must be in 'Pending' status/)
  })
  it('gives what the customer finds among her consents, reads and takes back', async () => {
    const login = await browser.follow(`${app.publicUrl}/consents`)
    const mine = await submit(login, 'outcome', 'login', { pid: '14842249091' })
    const link = load(mine.body)('main a[href^="/consents/"]').attr('href')
    const detail = await browser.follow(`${app.publicUrl}${link}`)
    assert.match(load(detail.body)('main').text(), /Bytte strømleverandør/)
    const [decision] = await app.stores.database.knex('decision').select('level', 'shown_text')
    assert.equal(decision.level, 'high')
    assert.match(decision.shown_text, /^Avtalebekreftelse - Leverandørskifte\n/)
  })
})
