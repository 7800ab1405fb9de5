import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { type SignalReceiver, startSignalReceiver } from '../../support/signal-receiver.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'
import { pushedTo, type Stream, ssfClient } from '../../support/ssf-client.ts'
import { until } from '../../support/until.ts'
import { webhookClient } from '../../support/webhook-client.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts'

const fourteenMonths = 430 * 24 * 3600
const streamUpdated = 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated'

onEachDatabase(
  'a receiver who was away for fourteen months',
  database => {
    let world: SignalWorld
    let pushed: SignalReceiver
    let hooked: WebhookReceiver
    let token: string
    let upToDate: Stream
    let start: string
    let streams: { readonly push: string; readonly poll: string; readonly webhook: string }

    /** What nobody was told meanwhile is forgotten, but for the last. */
    before(async () => {
      world = await startSignalWorld(database)
      pushed = await startSignalReceiver(world.bank.verify)
      hooked = await startWebhookReceiver()
      const { client, token: first } = world.bank
      const push = await client.create(pushedTo(pushed.url))
      const poll = await client.create()
      const webhook = await webhookClient(world.app.publicUrl, first).create({ url: hooked.url })
      streams = { push: push.stream_id, poll: poll.stream_id, webhook: webhook.id }
      for (const id of Object.values(streams)) {
        await world.app.stores.streams.setStatus(id as never, { status: 'paused', reason: undefined })
      }
      start = await world.at.lastOf(first)
      upToDate = await client.create()
      await world.no()
      await world.no()
      await client.poll(upToDate, { ack: Object.keys((await client.poll(upToDate)).sets) })
      world.app.clock.advance(fourteenMonths)
      await world.app.stores.maintenance.maintain()
      token = await world.at.tokenOf(world.receiver)
    })
    after(async () => {
      await pushed.close()
      await hooked.close()
      await world.app.close()
    })

    const lastPlace = async () => Number((await world.at.read(token)).next)
    const client = () => ssfClient(world.app.publicUrl, token)

    it('H2 is answered 410 for a cursor before what is kept, by no other code than this one', async () => {
      for (const headers of [{}, { accept: 'text/event-stream' }]) {
        for (const cursor of [start, '0']) {
          const answer = await world.at.get(token, { cursor, wait: '5' }, { headers })
          assert.equal(answer.status, 410)
          assert.equal(((await answer.json()) as { code: string }).code, 'feed-place.forgotten')
        }
      }
    })

    it('reads what is kept without a cursor, and goes on from there', async () => {
      const { events, next } = await world.at.read(token)
      assert.deepEqual(
        events.map(({ type }) => type),
        ['consent.declined'],
      )
      assert.deepEqual(await world.at.read(token, { cursor: next }), { events: [], next, more: false })
      const before = await world.at.get(token, { cursor: String(Number(next) - 1) })
      assert.equal(before.status, 200)
    })

    it('is told first, by a stream that goes on, that it lost events, and then what is kept', async () => {
      const place = await lastPlace()
      await client().setStatus(streams.push, 'enabled')
      await until(async () => pushed.taken.length === 2)
      const [loss, kept] = pushed.taken.map(({ told }) => told)
      assert.equal(loss!.event, streamUpdated)
      assert.deepEqual(loss!.content, {
        status: 'enabled',
        reason: `Events up to the cursor ${place - 1} were not told, and are kept no more`,
      })
      assert.deepEqual(loss!.claims.sub_id, { format: 'opaque', id: streams.push })
      assert.equal(kept!.content.cursor, String(place))
      assert.ok(
        world.app.audited.some(
          ({ what, stream_id }) => what === 'stream.behind' && stream_id === streams.push,
        ),
      )
    })

    it('is told so when it polls, too, once', async () => {
      await client().setStatus(streams.poll, 'enabled')
      const stream = await client().read(streams.poll)
      const { sets } = await client().poll(stream)
      const told = await Promise.all(Object.values(sets).map(world.bank.verify))
      assert.equal(told[0]!.event, streamUpdated)
      assert.match(String(told[0]!.content.reason), /are kept no more$/)
      assert.equal(told.length, 2)
      const next = await client().poll(stream, { ack: Object.keys(sets) })
      assert.deepEqual(next.sets, {})
    })

    it('is told so by a webhook, which cannot be told again what was forgotten', async () => {
      const webhooks = webhookClient(world.app.publicUrl, token)
      const place = await lastPlace()
      const answer = await webhooks.call('POST', `/${streams.webhook}/replay`, { cursor: start })
      assert.equal(answer.status, 410)
      assert.equal(((await answer.json()) as { code: string }).code, 'feed-place.forgotten')
      await webhooks.replay(streams.webhook)
      await until(async () => hooked.heard.length === 2)
      const [loss, kept] = hooked.heard.map(({ body }) => body)
      assert.equal(loss!.type, 'webhook.loss')
      assert.deepEqual(loss!.data, {
        webhook_id: streams.webhook,
        cursor: String(place - 1),
        reason: `Events up to the cursor ${place - 1} were not told, and are kept no more`,
      })
      assert.equal(kept!.type, 'consent.declined')
    })

    it('goes on without a word of loss when it had taken everything', async () => {
      assert.deepEqual((await client().poll(upToDate)).sets, {})
    })

    it('is given a place that it can go on from where nothing at all is kept', async () => {
      const end = (await world.at.read(token, { cursor: 'end' })).next
      await database.connection().write('delete from feed_entry')
      const { events, next } = await world.at.read(token)
      assert.deepEqual(events, [])
      assert.equal(next, end)
      assert.deepEqual(await world.at.read(token, { cursor: next }), { events: [], next, more: false })
      await world.logInAgain()
      await world.browser.submit(await world.browser.ask(), { decision: 'reject' })
      await world.at.until(token, next, 'consent.declined')
    })
  },
  'before all',
)
