import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { type CookieJar, cookieJar, type Visit } from '../../server/demo/walk/cookie-jar.ts'
import { findForm } from '../../server/demo/walk/html.ts'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'

describe('a supplier of electricity in the demo', () => {
  let app: DemoApp
  let browser: CookieJar

  before(async () => {
    app = await startDemoApp()
  })
  beforeEach(() => {
    browser = cookieJar()
  })
  after(() => app.close())

  const submit = (page: Visit, name: string, value: string, more: Record<string, string> = {}) => {
    const { action, fields } = findForm(page.body, page.url, { name, value })
    return browser.follow(action, { form: { ...fields, ...more, [name]: value } })
  }
  const order = async (decision: string) => {
    const front = await browser.follow(`${app.publicUrl}/demo/energy-supplier`)
    const login = await submit(front, 'act', 'order')
    const question = await submit(login, 'outcome', 'login', { pid: '14842249091' })
    assert.match(load(question.body)('main').text(), /Fjordveien 1, 0150 Oslo/)
    return submit(question, 'decision', decision)
  }
  const told = ({ body }: Visit) => load(body)('.ds-alert').text().replace(/\s+/g, ' ').trim()

  it('asks, gets a yes, reads the grant, and the hub uses it once', async () => {
    const answered = await order('accept')
    assert.equal(answered.url, `${app.publicUrl}/demo/energy-supplier`)
    assert.match(
      told(answered),
      /Accepted Samtykket: Active, .*ChangeOfBalanceSupplierForPerson: 707057500000000013/,
    )
    const used = await submit(answered, 'act', 'use')
    assert.match(told(used), /Exhausted/)
    assert.match(told(await submit(used, 'act', 'use')), /must be 'Active' to get consumed/)
  })

  it('hears a no', async () => {
    assert.match(told(await order('reject')), /Rejected$/)
  })
})
