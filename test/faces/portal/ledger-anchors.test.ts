import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { visitor } from '../../support/portal-visitor.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

onEachDatabase(
  'the anchors of the ledger',
  database => {
    let app: WholeApp
    before(async () => {
      app = await startWholeApp(database)
      const browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
      await browser.submit(await browser.ask(), { decision: 'accept' })
    })
    after(() => app.close())

    const advance = (seconds: number) =>
      fetch(`${app.publicUrl}/demo/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advanceSeconds: seconds }),
      })
    const read = async (which: string | number) => {
      const answer = await fetch(`${app.publicUrl}/ledger/anchors/${which}`)
      return { status: answer.status, body: (await answer.json()) as Record<string, string | number> }
    }

    it('are made every hour of the clock, and published for anybody to keep', async () => {
      assert.equal((await read('newest')).status, 404)
      await advance(1)
      assert.equal((await read('newest')).body.number, 1)
      await advance(3500)
      assert.equal((await read('newest')).body.number, 1)
      await advance(100)
      const { status, body } = await read('newest')
      assert.deepEqual([status, body.number], [200, 2])
      assert.equal((await read(1)).body.number, 1)
      for (const none of [3, 0, 'one', '9'.repeat(30)]) assert.equal((await read(none)).status, 404)
    })

    it('say how much happened, and nothing of whom', async () => {
      const { anchor } = (await read('newest')).body
      const [head = '', claims = ''] = String(anchor).split('.')
      const parsed = [head, claims].map(part => JSON.parse(Buffer.from(part, 'base64url').toString()))
      assert.equal(parsed[0].typ, 'consent-ledger-anchor')
      const names = ['events', 'heads', 'iat', 'iss', 'number', 'older_form_until', 'previous', 'streams']
      assert.deepEqual(Object.keys(parsed[1]).sort(), names)
      assert.deepEqual([parsed[1].iss, parsed[1].events, parsed[1].streams], [app.publicUrl, 2, 1])
      const keys = (await (await fetch(`${app.publicUrl}/receipts/jwks`)).json()) as {
        keys: { kid: string }[]
      }
      assert.ok(keys.keys.some(({ kid }) => kid === parsed[0].kid))
    })
  },
  'before all',
)
