import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { type SignalReceiver, startSignalReceiver, withStatus } from '../../support/signal-receiver.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'
import { pushedTo } from '../../support/ssf-client.ts'
import { until } from '../../support/until.ts'

const consent = (type: string) => `urn:samtykke:event:consent/${type}`
const verification = 'https://schemas.openid.net/secevent/ssf/event-type/verification'
const sessionRevoked = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'

onEachDatabase(
  'a receiver that events are pushed to',
  database => {
    let world: SignalWorld
    let receiver: SignalReceiver
    before(async () => {
      world = await startSignalWorld(database)
    })
    beforeEach(async () => {
      await world.bank.client.removeAll()
      receiver = await startSignalReceiver(world.bank.verify)
    })
    afterEach(async () => {
      world.app.clock.reset()
      await receiver.close()
      await world.bank.client.removeAll()
    })
    after(() => world.app.close())

    const events = () => receiver.taken.map(({ told }) => told.event)
    const untilTaken = (event: string) => until(async () => events().includes(event))

    it('openid-ssf-stream-control-happy-path: makes a stream, verifies it, hears of a consent in order, and of nothing once it is gone', async () => {
      const { client } = world.bank
      const stream = await client.create(pushedTo(receiver.url, {}, 'Bearer of-the-bank'))
      await client.verify(stream.stream_id, 'known to us')
      await untilTaken(verification)
      const [{ told: verified, headers }] = receiver.taken as [SignalReceiver['taken'][number]]
      assert.equal(headers.authorization, 'Bearer of-the-bank')
      assert.deepEqual(verified.content, { state: 'known to us' })
      assert.deepEqual(verified.claims.sub_id, { format: 'opaque', id: stream.stream_id })
      const id = await world.withdraw(await world.yes())
      await untilTaken(consent('withdrawn'))
      assert.deepEqual(events().slice(1), [consent('requested'), consent('given'), consent('withdrawn')])
      const { told } = receiver.taken.at(-1)!
      assert.deepEqual(told.claims.sub_id, { format: 'uri', uri: `urn:uuid:${id}` })
      assert.equal(told.content.consent_id, id)
      const { events: fed } = await world.at.read(world.bank.token, { limit: '500' })
      assert.deepEqual(
        receiver.taken.slice(1).map(one => one.told.jti),
        fed.slice(-3).map(one => one.id),
      )
      await client.remove(stream.stream_id)
      assert.deepEqual(await client.list(), [])
      const asked = receiver.asked()
      await world.no()
      assert.equal(receiver.asked(), asked)
    })

    it('openid-ssf-transmitter-stream-verification-error-push-no-auth: shows nothing where no authorization was given', async () => {
      const { stream_id } = await world.bank.client.create(pushedTo(receiver.url))
      await world.bank.client.verify(stream_id)
      await until(async () => receiver.taken.length > 0)
      assert.equal(receiver.taken[0]!.headers.authorization, undefined)
      assert.deepEqual(receiver.taken[0]!.told.content, {})
    })

    it('openid-ssf-transmitter-stream-caep-interop: hears that a session is revoked beside a withdrawal, when it asked for it', async () => {
      const revoked = { events_requested: [sessionRevoked, 'https://unknown.example/event'] }
      const stream = await world.bank.client.create(pushedTo(receiver.url, revoked))
      assert.deepEqual(stream.events_delivered, [sessionRevoked])
      await world.withdraw(await world.yes())
      await until(async () => receiver.taken.length > 0)
      assert.deepEqual(events(), [sessionRevoked])
      const { claims, content } = receiver.taken[0]!.told
      assert.equal((claims.sub_id as Record<string, string>).iss, world.app.publicUrl)
      assert.deepEqual(Object.keys(content), ['event_timestamp', 'initiating_entity', 'reason_admin'])
      const { events: fed } = await world.at.read(world.bank.token, { limit: '500' })
      assert.equal(claims.txn, fed.at(-1)!.id)
      assert.notEqual(claims.jti, fed.at(-1)!.id)
    })

    it('is told again what it did not take, with the same id, and in order', async () => {
      await world.bank.client.create(pushedTo(receiver.url))
      receiver.answerOnce(withStatus(500), withStatus(401), withStatus(302, '', { location: receiver.url }))
      await world.no()
      await until(async () => {
        world.app.clock.advance(1)
        return events().includes(consent('declined'))
      })
      assert.deepEqual(events(), [consent('requested'), consent('declined')])
      assert.equal(receiver.asked(), 5)
    })

    it('is told by a verification that nothing is left of what happened before it was asked for', async () => {
      const { stream_id } = await world.bank.client.create(pushedTo(receiver.url))
      receiver.answer(withStatus(503))
      await world.no()
      await until(async () => (await world.app.stores.deliveries.failing(0)) > 0)
      await world.bank.client.verify(stream_id)
      const asked = receiver.asked()
      await until(async () => {
        world.app.clock.advance(1)
        return receiver.asked() > asked + 1
      })
      receiver.answer()
      await until(async () => {
        world.app.clock.advance(1)
        return events().length === 3
      })
      assert.deepEqual(events(), [consent('requested'), consent('declined'), verification])
    })

    it('is not told again what it refuses, which the operator hears of', async () => {
      await world.bank.client.create(pushedTo(receiver.url))
      receiver.answerOnce(withStatus(400, '{"err":"invalid_audience","description":"x"}'))
      await world.no()
      await untilTaken(consent('declined'))
      assert.deepEqual(events(), [consent('declined')])
      await until(async () => world.app.audited.some(({ what }) => what === 'signal.refused'))
      assert.match(await world.app.measured(), /samtykke_signals_sent_total\{result="refused"\} 1/)
    })

    it('is sent nothing more when it is gone, and goes on without a loss when it wants to', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create(pushedTo(receiver.url))
      receiver.answerOnce(withStatus(410))
      await world.no()
      await until(async () => (await client.status(stream_id)).status === 'paused')
      assert.match(String((await client.status(stream_id)).reason), /wants nothing more/)
      await client.setStatus(stream_id, 'enabled')
      await untilTaken(consent('declined'))
      const [paused, ...more] = receiver.taken.map(({ told }) => told)
      assert.equal(paused!.event, 'https://schemas.openid.net/secevent/ssf/event-type/stream-updated')
      assert.equal(paused!.content.status, 'paused')
      assert.deepEqual(
        more.map(({ event }) => event),
        [consent('requested'), consent('declined')],
      )
    })

    it('F18 is sent nothing more after a week of failing, and then everything that happened meanwhile', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create(pushedTo(receiver.url))
      receiver.answer(withStatus(503))
      await world.no()
      await until(async () => (await world.app.stores.deliveries.failing(0)) > 0)
      world.app.clock.advance(7 * 24 * 3600)
      await until(async () => (await world.app.stores.streams.find(stream_id as never))?.status === 'paused')
      receiver.answer()
      world.app.clock.reset()
      await client.setStatus(stream_id, 'enabled')
      await untilTaken(consent('declined'))
      assert.deepEqual(events().slice(1), [consent('requested'), consent('declined')])
    })

    it('hears while it is paused of nothing, and then of everything; while it is disabled of nothing at all', async () => {
      const { client } = world.bank
      const { stream_id } = await client.create(pushedTo(receiver.url))
      await client.setStatus(stream_id, 'paused', 'we move house')
      await world.no()
      assert.deepEqual(await client.setStatus(stream_id, 'disabled'), { stream_id, status: 'disabled' })
      await world.no()
      await client.setStatus(stream_id, 'paused')
      await world.no()
      await client.setStatus(stream_id, 'enabled')
      await untilTaken(consent('declined'))
      assert.equal(receiver.taken.length, 2)
    })
  },
  'before all',
)
