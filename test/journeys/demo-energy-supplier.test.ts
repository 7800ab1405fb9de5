import assert from 'node:assert/strict'
import { type DemoApp, startDemoApp } from '../support/demo-app.ts'
import { alert, read, type Visitor, visitor } from '../support/portal-visitor.ts'

describe('a supplier of electricity in the demo', () => {
  let app: DemoApp
  let browser: Visitor

  before(async () => {
    app = await startDemoApp()
  })
  beforeEach(() => {
    browser = visitor(app.publicUrl)
  })
  after(() => app.close())

  const order = async (decision: string) => {
    const front = await browser.open('/demo/energy-supplier')
    const login = await browser.submit(front, { act: 'order' })
    const question = await browser.logIn(login)
    assert.match(read(question), /Fjordveien 1, 0150 Oslo/)
    return browser.submit(question, { decision })
  }

  it('asks, gets a yes, reads the grant, and the hub uses it once', async () => {
    const answered = await order('accept')
    assert.equal(answered.url, `${app.publicUrl}/demo/energy-supplier`)
    assert.match(
      alert(answered),
      /Accepted Samtykket: Active, .*ChangeOfBalanceSupplierForPerson: 707057500000000013/,
    )
    const used = await browser.submit(answered, { act: 'use' })
    assert.match(alert(used), /Exhausted/)
    assert.match(alert(await browser.submit(used, { act: 'use' })), /must be 'Active' to get consumed/)
  })

  it('hears a no', async () => {
    assert.match(alert(await order('reject')), /Rejected$/)
  })
})
