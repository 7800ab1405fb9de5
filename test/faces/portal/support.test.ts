import assert from 'node:assert/strict'
import { load } from 'cheerio'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { heading, nora, ola, read, type Visitor, visitor } from '../../support/portal-visitor.ts'
import { sharedApp } from '../../support/shared-app.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

onEachDatabase('what support did', database => {
  const app = sharedApp(database)
  let browser: Visitor
  beforeEach(async () => {
    browser = visitor(app.publicUrl)
    await browser.logIn(await browser.open('/consents?lang=en'))
  })

  const look = (reason: string, number = nora) =>
    openDesk(app.stores).findPerson({ operator: operator('support'), number, reason })

  it('is not spoken of where nobody looked', async () => {
    assert.equal(load((await browser.open('/consents')).body)('#support').length, 0)
    assert.match(read(await browser.open('/consents/support')), /Nobody has looked at what concerns you/)
  })

  it('is seen in my consents, with the reason as it was written, by the one whom it is about alone', async () => {
    await look('You called about <b>your</b> bank')
    for (const [language, words] of [
      ['nb', /Så på det som gjelder deg ?Grunn: You called about <b>your<\/b> bank/],
      ['nn', /Såg på det som gjeld deg ?Grunn: You called/],
      ['en', /Looked at what concerns you ?Reason: You called/],
    ] as const) {
      const page = await browser.open(`/consents?lang=${language}`)
      assert.match(read(page), words)
      assert.equal(load(page.body)('a[href="/consents/support"]').length, 1)
    }
    const other = visitor(app.publicUrl)
    await other.logIn(await other.open('/consents'), ola)
    assert.doesNotMatch(read(await other.open('/consents')), /You called/)
  })

  it('has a page of its own, newest first, some at a time', async () => {
    for (let time = 1; time <= 27; time++) {
      app.clock.move(1000)
      await look(`Call ${time}`)
    }
    const first = await browser.open('/consents/support')
    assert.equal(heading(first), 'When support looked at your consents')
    const rows = ({ body }: { body: string }) => load(body)('tbody tr').length
    assert.equal(rows(first), 25)
    assert.match(read(first), /Call 27 /)
    const second = await browser.open(load(first.body)('main a.ds-button').attr('href')!)
    assert.equal(rows(second), 2)
    assert.match(read(second), /Call 1$|Call 1 /)
    assert.equal((await browser.open('/consents/support?after=forged')).status, 400)
  })
})
