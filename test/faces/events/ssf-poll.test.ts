import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'
import { pushedTo, type Stream } from '../../support/ssf-client.ts'
import { until } from '../../support/until.ts'

const consent = (type: string) => `urn:samtykke:event:consent/${type}`
const verification = 'https://schemas.openid.net/secevent/ssf/event-type/verification'

onEachDatabase(
  'a receiver that asks for events',
  database => {
    let world: SignalWorld
    before(async () => {
      world = await startSignalWorld(database)
    })
    afterEach(() => world.bank.client.removeAll())
    after(() => world.app.close())

    const told = async (stream: Stream, body = {}, who = world.bank) => {
      const { sets } = await who.client.poll(stream, body)
      const each = await Promise.all(Object.values(sets).map(who.verify))
      assert.deepEqual(
        each.map(({ jti }) => jti),
        Object.keys(sets),
      )
      return each
    }
    const named = (all: readonly { event: string }[]) => all.map(({ event }) => event)

    it('openid-ssf-transmitter-stream-verification-poll-only, -poll-and-ack, -ack-only: has what it did not acknowledge again, and nothing else', async () => {
      const { client } = world.bank
      const stream = await client.create()
      assert.equal(stream.delivery.method, 'urn:ietf:rfc:8936')
      await client.verify(stream.stream_id, 'x')
      const [first] = await told(stream)
      assert.deepEqual([first!.event, first!.content], [verification, { state: 'x' }])
      assert.equal((await told(stream))[0]!.jti, first!.jti)
      assert.deepEqual(await told(stream, { maxEvents: 0, ack: [first!.jti, 'nothing we know'] }), [])
      assert.deepEqual(await told(stream), [])
      await world.no()
      const both = await told(stream)
      assert.deepEqual(named(both), [consent('requested'), consent('declined')])
      const one = await client.poll(stream, { maxEvents: 1 })
      assert.deepEqual([Object.keys(one.sets), one.moreAvailable], [[both[0]!.jti], true])
      assert.deepEqual(named(await told(stream, { ack: [both[1]!.jti] })), [consent('requested')])
      assert.deepEqual(await told(stream, { ack: [both[0]!.jti] }), [])
    })

    it('waits until something happens, or it is told of itself', async () => {
      const { client } = world.bank
      const stream = await client.create()
      const waiting = told(stream, { returnImmediately: false })
      await world.no()
      const [requested, ...more] = await waiting
      assert.equal(requested!.event, consent('requested'))
      const rest =
        more.length > 0 ? [] : await told(stream, { ack: [requested!.jti], returnImmediately: false })
      const ack = [requested!, ...more, ...rest].map(({ jti }) => jti)
      const again = told(stream, { ack, returnImmediately: false })
      await client.verify(stream.stream_id)
      assert.deepEqual(named(await again), [verification])
    })

    it('is told to come later when twenty of its requests wait, and is answered at once when it does not wait', async () => {
      const { client } = world.bank
      const stream = await client.create()
      const statuses: number[] = []
      const wait = async () =>
        void statuses.push((await client.call('POST', stream.delivery.endpoint_url, {})).status)
      const waiting = Array.from({ length: 21 }, wait)
      await until(async () => statuses.length > 0)
      assert.deepEqual(statuses, [429])
      assert.deepEqual(await told(stream), [])
      await client.verify(stream.stream_id)
      await Promise.all(waiting)
      assert.deepEqual(
        statuses.toSorted((a, b) => a - b),
        [...Array(20).fill(200), 429],
      )
    })

    it('does not get again what it says that it cannot take, which the operator hears of', async () => {
      const stream = await world.bank.client.create()
      await world.no()
      const [first] = await told(stream)
      const setErrs = { [first!.jti]: { err: 'invalid_key', description: 'No such key' } }
      assert.deepEqual(named(await told(stream, { setErrs })), [consent('declined')])
      await until(async () => world.app.audited.some(({ what }) => what === 'signal.refused'))
    })

    it('says nothing to the operator of what another receiver cannot take', async () => {
      const { delivery } = await world.bank.client.create()
      const refusing = (err: string) => ({ returnImmediately: true, setErrs: { x: { err } } })
      const others = await world.api.client.call('POST', delivery.endpoint_url, refusing('of_another'))
      const own = await world.bank.client.call('POST', delivery.endpoint_url, refusing('of_its_own'))
      assert.deepEqual([others.status, own.status], [404, 200])
      const said = (problem: string) => world.app.audited.some(line => line.problem === problem)
      await until(async () => said('of_its_own'))
      assert.ok(!said('of_another'))
    })

    it('does not get again what it acknowledged while the stream was paused', async () => {
      const { client } = world.bank
      const stream = await client.create()
      await world.no()
      const [requested, declined] = await told(stream)
      await client.setStatus(stream.stream_id, 'paused')
      assert.deepEqual(await told(stream, { ack: [requested!.jti] }), [])
      await client.setStatus(stream.stream_id, 'enabled')
      assert.deepEqual(
        (await told(stream)).map(({ jti }) => jti),
        [declined!.jti],
      )
    })

    it('waits at a paused stream without being looked after all the time, whatever its feed has', async () => {
      const { client } = world.bank
      const { streams } = world.app.stores
      const stream = await client.create()
      await client.setStatus(stream.stream_id, 'paused')
      await world.no()
      const { find } = streams
      const looks: number[] = []
      Object.assign(streams, {
        find: (id: Parameters<typeof find>[0]) => {
          looks.push(performance.now())
          return find(id)
        },
      })
      const waiting = told(stream, { returnImmediately: false })
      await until(async () => looks.length > 1)
      Object.assign(streams, { find })
      await client.setStatus(stream.stream_id, 'enabled')
      await waiting
      assert.ok(looks[1]! - looks[0]! > 900)
    })

    it('hears of its own consents alone, or of those for its API, in what is for it alone', async () => {
      const [atBank, atApi] = [await world.bank.client.create(), await world.api.client.create()]
      const id = await world.withdraw(await world.yes())
      let [bank, api] = [await told(atBank), await told(atApi, {}, world.api)]
      await until(async () => {
        ;[bank, api] = [await told(atBank), await told(atApi, {}, world.api)]
        return named(api).includes(consent('withdrawn')) && named(bank).includes(consent('withdrawn'))
      })
      assert.deepEqual(named(bank), [consent('requested'), consent('given'), consent('withdrawn')])
      assert.deepEqual(named(api), [consent('given'), consent('withdrawn')])
      const { events: fed } = await world.at.read(world.bank.token, { limit: '500' })
      assert.deepEqual(
        bank.map(({ jti }) => jti),
        fed.slice(-3).map(one => one.id),
      )
      assert.deepEqual(
        api.map(({ content }) => content.consent_id),
        [id, id],
      )
      assert.deepEqual(api[0]!.content.audiences, ['https://finances.demo.example'])
      await assert.rejects(
        world.api.verify((await world.bank.client.poll(atBank)).sets[bank[0]!.jti]!),
        /aud/,
      )
      await world.api.client.removeAll()
    })

    it('openid-ssf-stream-subject-control: hears nothing of whom it removed, and of everybody else', async () => {
      const { client } = world.bank
      const stream = await client.create()
      await client.addSubject(stream.stream_id, { format: 'email', email: 'example.user@example.com' })
      const path = await world.yes()
      const subject = { format: 'uri', uri: `urn:uuid:${path.split('/').at(-1)}` }
      await client.removeSubject(stream.stream_id, subject)
      await world.withdraw(path)
      await world.no()
      const all = [consent('requested'), consent('requested'), consent('declined')]
      assert.deepEqual(named(await told(stream)), all)
      await client.addSubject(stream.stream_id, subject)
      assert.ok(named(await told(stream)).includes(consent('withdrawn')))
    })

    it('has nothing to ask for where events are pushed', async () => {
      const { client } = world.bank
      const stream = await client.create(pushedTo('https://receiver.example/'))
      const { status } = await client.call('POST', `/ssf/poll/${stream.stream_id}`, {})
      assert.equal(status, 404)
    })

    it('hears of nothing that it did not ask for', async () => {
      const events_requested = ['https://schemas.openid.net/secevent/caep/event-type/credential-change']
      const stream = await world.bank.client.create({ events_requested })
      assert.deepEqual(stream.events_delivered, [])
      await world.no()
      assert.deepEqual(await told(stream), [])
    })
  },
  'before all',
)
