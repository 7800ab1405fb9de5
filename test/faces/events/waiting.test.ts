import assert from 'node:assert/strict'
import { Problem } from '../../../server/domain/problem.ts'
import type { Feeds } from '../../../server/ports/ledger/feeds.ts'
import { onEachDatabase } from '../../support/database.ts'
import {
  type EventReader,
  eventReader,
  listen,
  type Receiver,
  receiversOf,
} from '../../support/event-reader.ts'
import { type Visitor, visitor } from '../../support/portal-visitor.ts'
import { storesOn } from '../../support/stores.ts'
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts'

const asStream = { headers: { accept: 'text/event-stream' } }

onEachDatabase(
  'whoever waits for events',
  database => {
    let app: WholeApp
    let browser: Visitor
    let receiver: Receiver
    let apiReceiver: Receiver
    let at: EventReader
    let isAway = false
    let onRead = () => {}
    before(async () => {
      const { feeds } = storesOn(database)
      const watched: Feeds = {
        ...feeds,
        async read(...asked) {
          if (isAway) throw new Problem('storage.unavailable', 'The database is away')
          const read = await feeds.read(...asked)
          onRead()
          return read
        },
      }
      app = await startWholeApp(database, {}, { feeds: watched })
      ;({ receiver, apiReceiver } = await receiversOf(app))
      at = eventReader(app.publicUrl)
      browser = visitor(app.publicUrl)
      await browser.logIn(await browser.open('/consents?lang=en'))
    })
    afterEach(() => {
      isAway = false
    })
    after(() => app.close())

    const ask = () => browser.ask()
    const nextRead = () =>
      new Promise<void>(resolve => {
        onRead = resolve
      })
    const streamed = (token: string, cursor: string) => at.get(token, { cursor }, asStream)

    it('is one of twenty of its client at most, and whoever only asks is answered all the same', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const streams = await Promise.all(Array.from({ length: 20 }, () => listen(streamed(token, cursor))))
      const refused = [await streamed(token, cursor), await at.get(token, { cursor, wait: '5' })]
      for (const answer of refused) {
        assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '1'])
        assert.equal(((await answer.json()) as { code: string }).code, 'request.too-many')
      }
      assert.equal((await at.get(token, { cursor })).status, 200)
      const other = await at.tokenOf(apiReceiver)
      await (await listen(streamed(other, await at.lastOf(other)))).close()
      await streams.pop()!.close()
      const again = await untilTaken(() => streamed(token, cursor))
      const alarming = app.logged.filter(line => JSON.parse(line).level === 'error')
      assert.deepEqual(alarming, [], 'a reader that leaves is no error')
      await Promise.all([...streams, await listen(Promise.resolve(again))].map(one => one.close()))
    })

    it('takes no room by HEAD', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      for (let time = 0; time < 21; time++) {
        const answer = await untilTaken(() => at.get(token, { cursor }, { ...asStream, method: 'HEAD' }))
        assert.deepEqual([answer.status, await answer.text()], [200, ''])
      }
    })

    it('is told nothing of what happens after its token was revoked', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const begun = nextRead()
      const waiting = at.get(token, { cursor, wait: '20' })
      await begun
      await at.revoke(receiver, token)
      await ask()
      assert.equal((await waiting).status, 401)
    })

    it('is told nothing of what happens after its client lost the scope', async () => {
      const token = await at.tokenOf(receiver)
      const stream = await listen(streamed(token, await at.lastOf(token)))
      const client = (await app.stores.clients.find(receiver.client_id))!
      await app.stores.clients.save({ ...client, scopeValues: [] })
      await ask()
      assert.equal(await stream.next(), undefined)
      const { version } = (await app.stores.clients.find(receiver.client_id))!
      await app.stores.clients.save({ ...client, version })
    })

    it('hears that nothing has happened only once that was read', async () => {
      const token = await at.tokenOf(receiver)
      const { body } = await streamed(token, await at.lastOf(token))
      const pieces = body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
      const untilSign = async (): Promise<void> =>
        (await pieces.next()).value?.endsWith(':\n\n') ? undefined : untilSign()
      await untilSign()
      isAway = true
      await ask()
      assert.deepEqual(await pieces.next(), { value: undefined, done: true })
    })

    it('goes on where it was after the database was away', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const stream = await listen(streamed(token, cursor))
      isAway = true
      await ask()
      assert.equal(await stream.next(), undefined)
      assert.equal((await streamed(token, cursor)).status, 503)
      isAway = false
      const again = await listen(streamed(token, cursor))
      assert.equal((await again.next())!.event, 'consent.requested')
      await again.close()
    })
  },
  'before all',
)

/** The first answer that is no 429. */
async function untilTaken(asking: () => Promise<Response>): Promise<Response> {
  const answer = await asking()
  return answer.status === 429 ? untilTaken(asking) : answer
}
