import assert from 'node:assert/strict'
import { listen } from '../../support/event-reader.ts'
import { onEachDatabase } from '../../support/database.ts'
import { startSignalReceiver, withStatus } from '../../support/signal-receiver.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'
import { pushedTo } from '../../support/ssf-client.ts'
import { until } from '../../support/until.ts'
import { type WebhookClient, webhookClient } from '../../support/webhook-client.ts'
import { checkedBy, startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts'

const elevenDigits = /(?<![0-9a-f-])\d{11}(?![0-9a-f])/

onEachDatabase(
  'a receiver of webhooks',
  database => {
    let world: SignalWorld
    let client: WebhookClient
    let receiver: WebhookReceiver
    before(async () => {
      world = await startSignalWorld(database)
      client = webhookClient(world.app.publicUrl, world.bank.token)
    })
    beforeEach(async () => {
      receiver = await startWebhookReceiver()
    })
    afterEach(async () => {
      world.app.clock.reset()
      await client.removeAll(receiver.url)
      await receiver.close()
    })
    after(() => world.app.close())

    const types = () => receiver.heard.map(({ body }) => body.type)
    const untilHeard = (type: string) => until(async () => types().includes(type))
    const moving = (seconds: number, done: () => boolean) =>
      until(async () => {
        if (!done()) world.app.clock.advance(seconds)
        return done()
      })

    it('W1 hears of a withdrawal with the id that the feed, as it happens, too, a pushed and a polled token give it, signed by its secret', async () => {
      const { secret, id } = await client.create({ url: receiver.url, events: ['consent.withdrawn'] })
      const pushed = await startSignalReceiver(world.bank.verify)
      await world.bank.client.create(
        pushedTo(pushed.url, { events_requested: ['urn:samtykke:event:consent/withdrawn'] }),
      )
      const polled = await world.bank.client.create({
        events_requested: ['urn:samtykke:event:consent/withdrawn'],
      })
      const cursor = await world.at.lastOf(world.bank.token)
      const accept = { accept: 'text/event-stream' }
      const sent = await listen(world.at.get(world.bank.token, { cursor }, { headers: accept }))
      const consent = await world.withdraw(await world.yes())
      await untilHeard('consent.withdrawn')
      await until(async () => pushed.taken.length > 0)
      const [heard] = receiver.heard
      assert.deepEqual(checkedBy(secret, heard!), heard!.body)
      const { events } = await world.at.read(world.bank.token, { limit: '500' })
      const { id: fed, type, time, ...members } = events.at(-1)!
      assert.deepEqual(heard!.body, { type, timestamp: time, data: members })
      assert.equal(members.consent_id, consent)
      const { sets } = await world.bank.client.poll(polled)
      const [, , asItHappens] = [await sent.next(), await sent.next(), await sent.next()]
      await sent.close()
      assert.deepEqual(
        [heard!.id, pushed.taken[0]!.told.jti, ...Object.keys(sets), JSON.parse(asItHappens!.data!).id],
        [fed, fed, fed, fed],
      )
      assert.doesNotMatch(heard!.text, elevenDigits)
      assert.deepEqual(types(), ['consent.withdrawn'])
      await client.remove(id)
      await world.bank.client.removeAll()
      await pushed.close()
    })

    it('W6 S58 is believed by no other secret, not when what it says was changed, and not after five minutes', async () => {
      const { secret } = await client.create({ url: receiver.url })
      await world.no()
      await untilHeard('consent.declined')
      const [heard] = receiver.heard
      const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
      assert.throws(() => checkedBy(other, heard!))
      assert.throws(() => checkedBy(secret, { ...heard!, text: heard!.text.replace('requested', 'given') }))
      checkedBy(secret, heard!)
      world.app.clock.advance(301)
      assert.throws(() => checkedBy(secret, heard!), /timestamp too old/i)
    })

    it('W2 checks by the old secret and by the new one for a day after a change', async () => {
      const { id, secret } = await client.create({ url: receiver.url })
      const next = await client.rotate(id)
      assert.notEqual(next, secret)
      await world.no()
      await untilHeard('consent.declined')
      for (const one of [secret, next]) checkedBy(one, receiver.heard[0]!)
      receiver.answer(withStatus(500))
      await world.no()
      await until(async () => (await world.app.stores.deliveries.failing(0)) > 0)
      world.app.clock.advance(24 * 3600)
      receiver.answer()
      await until(async () => receiver.heard.length >= 4)
      const signatures = String(receiver.heard.at(-1)!.headers['webhook-signature']).split(' ')
      assert.equal(signatures.length, 1)
    })

    it('W2 checks by every secret that four who change it at once are given, and by the old one; a sixth is refused', async () => {
      const { id, secret } = await client.create({ url: receiver.url })
      const given = await Promise.all([1, 2, 3, 4].map(() => client.rotate(id)))
      const more = await client.call('POST', `/${id}/secret`)
      assert.equal(more.status, 409)
      assert.equal(((await more.json()) as { code: string }).code, 'webhook-secret.too-many')
      await world.no()
      await untilHeard('consent.declined')
      for (const one of [secret, ...given]) checkedBy(one, receiver.heard[0]!)
      world.app.clock.advance(24 * 3600)
      const later = webhookClient(world.app.publicUrl, await world.at.tokenOf(world.receiver))
      assert.notEqual(await later.rotate(id), given[0])
    })

    it('W3 is sent to again with the same id after whatever is no success, and to no other address', async () => {
      await client.create({ url: receiver.url })
      const elsewhere = await startWebhookReceiver()
      const ids: unknown[] = []
      const noting =
        (answer: ReturnType<typeof withStatus>): ReturnType<typeof withStatus> =>
        (request, response) => {
          ids.push(request.headers['webhook-id'])
          answer(request, response)
        }
      receiver.answerOnce(
        noting(withStatus(302, '', { location: elsewhere.url })),
        noting(withStatus(400)),
        noting(withStatus(500)),
      )
      await world.no()
      await moving(2, () => types().includes('consent.declined'))
      assert.deepEqual([...new Set(ids)], [receiver.heard[0]!.id])
      assert.equal(elsewhere.asked(), 0)
      assert.deepEqual(types(), ['consent.requested', 'consent.declined'])
      await elsewhere.close()
    })

    for (const [says, answer, seconds] of [
      ['it asks for ten minutes', withStatus(503, '', { 'retry-after': '600' }), 600],
      ['it has too much to do', withStatus(429), 30],
    ] as const) {
      it(`W3 is left alone for ${seconds} seconds when ${says}, and others are not`, async () => {
        const other = await startWebhookReceiver()
        await client.create({ url: receiver.url })
        await client.create({ url: other.url })
        receiver.answerOnce(answer)
        await world.no()
        await until(async () => (await world.app.stores.deliveries.failing(0)) > 0)
        world.app.clock.advance(seconds - 10)
        await world.no()
        await until(async () => other.heard.length === 4)
        assert.equal(receiver.asked(), 1)
        world.app.clock.advance(11)
        await until(async () => receiver.heard.length === 4)
        await client.removeAll(other.url)
        await other.close()
      })
    }

    it('W3 is off once it says that it is gone, which its owner sees, and goes on without a loss', async () => {
      const { id } = await client.create({ url: receiver.url })
      receiver.answerOnce(withStatus(410))
      await world.no()
      await until(async () => (await client.find(id)).status === 'paused')
      assert.match(String((await client.find(id)).reason), /wants nothing more/)
      assert.ok(world.app.audited.some(({ what }) => what === 'stream.paused'))
      await client.replay(id)
      await untilHeard('consent.declined')
      assert.deepEqual(types(), ['webhook.paused', 'consent.requested', 'consent.declined'])
      assert.equal((await client.find(id)).status, 'enabled')
    })

    it('is told again from any place of the feed', async () => {
      const { id, cursor } = await client.create({ url: receiver.url })
      await world.no()
      await untilHeard('consent.declined')
      await client.replay(id, { cursor })
      await until(async () => receiver.heard.length >= 4)
      const ids = receiver.heard.map(one => one.id)
      assert.deepEqual(ids.slice(2, 4), ids.slice(0, 2))
      const ahead = await client.call('POST', `/${id}/replay`, { cursor: '999999999' })
      assert.equal(ahead.status, 410)
    })

    it('is told as well by one that the operator registered in a file, which its owner sees', async () => {
      const { client_id } = world.receiver
      const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
      const registered = (await world.app.stores.clients.find(client_id, 'anew'))!
      const wanted = { name: 'file', kind: 'webhook', endpoint: receiver.url, secret } as const
      const rest = { eventsRequested: ['consent.declined'], description: undefined }
      await world.app.stores.receivers.put(registered, [{ ...wanted, ...rest }])
      await world.no()
      await untilHeard('consent.declined')
      checkedBy(secret, receiver.heard[0]!)
      assert.ok((await client.list()).some(({ url }) => url === receiver.url))
      await world.app.stores.receivers.put(registered, [])
      assert.deepEqual(await client.list(), [])
    })

    it('may bring a secret of its own, and nobody reads it again', async () => {
      const own = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
      const { secret } = await client.create({ url: receiver.url, secret: own })
      assert.equal(secret, own)
      assert.ok(!JSON.stringify(await client.list()).includes('whsec_'))
      for (const bad of ['whsec_AAAA', own.slice(6), `whsec_${Buffer.alloc(65).toString('base64')}`]) {
        assert.equal((await client.call('POST', '', { url: receiver.url, secret: bad })).status, 400)
      }
    })

    it('is not made at an address inside, nor by a token that only reads, nor found by somebody else', async () => {
      const { id } = await client.create({ url: receiver.url })
      const inside = await client.call('POST', '', { url: 'https://10.0.0.1/hook' })
      assert.equal(inside.status, 400)
      const reading = webhookClient(
        world.app.publicUrl,
        await world.at.tokenOf({ ...world.receiver, scope: 'ssf.read' }),
      )
      assert.equal((await reading.call('GET', '')).status, 403)
      const other = webhookClient(world.app.publicUrl, world.api.token)
      assert.ok((await other.list()).every(one => one.id !== id))
      assert.equal((await other.call('DELETE', `/${id}`)).status, 404)
      assert.equal((await other.call('POST', `/${id}/secret`)).status, 404)
      assert.equal((await other.call('POST', `/${id}/replay`, {})).status, 404)
      assert.equal((await world.bank.client.call('GET', `/ssf/stream?stream_id=${id}`)).status, 404)
    })
  },
  'before all',
)
