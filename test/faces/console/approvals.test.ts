import assert from 'node:assert/strict'
import { embeddedDatabase, emptyTables } from '../../support/database.ts'
import { operatorVisitor } from '../../support/operator-visitor.ts'
import { heading, linkOn, read } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

describe('what waits for a second operator in the console', () => {
  let app: WholeApp
  before(async () => {
    const database = await embeddedDatabase()
    await database.timeMoved()
    await emptyTables(database)
    app = await startWholeApp(database, { SAMTYKKE_SECOND_PAIR_OF_EYES: 'client.rotate_secret' })
  })
  after(() => app.close())

  const propose = async () => {
    const browser = operatorVisitor(app.managementUrl)
    await browser.logInAs('administrator', '/console/clients/demo-machine?lang=en')
    const asking = await browser.open('/console/clients/demo-machine/secret')
    return { browser, proposed: await browser.submit(asking, { reason: 'A year has gone', act: 'do' }) }
  }

  it('is said to wait, and is nobody’s own to approve', async () => {
    const { browser, proposed } = await propose()
    assert.equal(proposed.status, 202)
    assert.match(heading(proposed), /approve/i)
    const list = await browser.open('/console/approvals')
    assert.match(read(list), /Astrid Berg: rotated the secret of a client.*demo-machine.*A year has gone/)
    const own = await browser.submit(await browser.open(linkOn(list, 'Approve')), { reason: '', act: 'do' })
    assert.equal(own.status, 403)
  })

  it('is done when another approves, who is shown the secret once', async () => {
    const { browser } = await propose()
    const [{ proposal } = {} as never] = (
      await app.stores.proposals.list({ operations: ['client.rotate_secret'], undecided: true }, { limit: 1 })
    ).items.map(one => ({ proposal: one }))
    const other = { ...proposal.by, id: 'somebody-else' }
    await app.stores.proposals.add({ ...proposal, id: app.stores.ids.uuid() as never, by: other })
    const list = await browser.open('/console/approvals')
    const done = await browser.submit(await browser.open(linkOn(list, 'Approve')), { reason: '', act: 'do' })
    assert.equal(heading(done), 'The client is ready')
  })

  it('is not done when it is refused', async () => {
    const { browser } = await propose()
    const list = await browser.open('/console/approvals')
    await browser.submit(await browser.open(linkOn(list, 'Refuse')), { reason: 'Not now', act: 'do' })
    assert.match(read(await browser.open('/console/approvals?undecided=no')), /refused: Astrid Berg/)
  })
})
