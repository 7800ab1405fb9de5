import assert from 'node:assert/strict'
import { shownDetails } from '../../../server/demo/world/detail-types.ts'
import { onEachDatabase } from '../../support/database.ts'
import { type EventReader, listen, type Receiver, type ToldEvent } from '../../support/event-reader.ts'
import { type SignalWorld, startSignalWorld } from '../../support/signal-world.ts'

onEachDatabase(
  'GET /events',
  database => {
    let world: SignalWorld
    let app: SignalWorld['app']
    let receiver: Receiver
    let apiReceiver: Receiver
    let at: EventReader
    before(async () => {
      world = await startSignalWorld(database)
      ;({ app, at, receiver, apiReceiver } = world)
    })
    afterEach(() => app.clock.reset())
    after(() => app.close())

    it('is named in the metadata of the issuer', async () => {
      const answer = await fetch(`${app.publicUrl}/.well-known/oauth-authorization-server`)
      const { events_endpoint } = (await answer.json()) as Record<string, string>
      assert.equal(events_endpoint, `${app.publicUrl}/events`)
    })

    it('tells an asker what happens to a consent, in order, and nothing of who the person is', async () => {
      const token = await at.tokenOf(receiver)
      const start = await at.lastOf(token)
      const path = await world.yes()
      await world.withdraw(path)
      const events = await at.until(token, start, 'consent.withdrawn')
      assert.deepEqual(
        events.map(({ type }) => type),
        ['consent.requested', 'consent.given', 'consent.withdrawn'],
      )
      const [requested, given, withdrawn] = events as [ToldEvent, ToldEvent, ToldEvent]
      const common = [
        'asker',
        'cursor',
        'id',
        'purpose',
        'purpose_version',
        'request_id',
        'sequence',
        'time',
        'type',
      ]
      const members = (event: ToldEvent, ...more: string[]) =>
        assert.deepEqual(Object.keys(event).toSorted(), [...common, ...more].toSorted())
      members(requested)
      members(given, 'audiences', 'consent_id', 'scopes', 'valid_from', 'valid_to')
      members(withdrawn, 'consent_id', 'reason')
      assert.equal(withdrawn.reason, 'person')
      assert.equal(withdrawn.asker, '0192:810419512')
      assert.equal(withdrawn.consent_id, path.split('/').at(-1))
      assert.equal(given.request_id, requested.request_id)
      assert.deepEqual(given.scopes, ['income.read'])
      assert.deepEqual(given.audiences, ['https://finances.demo.example'])
      assert.equal(Number(withdrawn.sequence), Number(requested.sequence) + 2)
      const withoutIds = JSON.stringify(events).replace(/[0-9a-f-]{36}/g, '')
      assert.doesNotMatch(withoutIds, /[0-9]{11}|Nora|sub/)
    })

    it('tells an API of consents for it alone, each event by the same id', async () => {
      const [bank, api] = [await at.tokenOf(receiver), await at.tokenOf(apiReceiver)]
      const [startOfBank, startOfApi] = [await at.lastOf(bank), await at.lastOf(api)]
      await world.withdraw(await world.yes())
      const atBank = await at.until(bank, startOfBank, 'consent.withdrawn')
      const atApi = await at.until(api, startOfApi, 'consent.withdrawn')
      assert.deepEqual(
        atApi.map(({ id }) => id),
        atBank.slice(1).map(({ id }) => id),
      )
      assert.ok(!('sequence' in atApi[0]!))
    })

    it('begins with what happens from now on for a reader that asks for the end', async () => {
      const token = await at.tokenOf(receiver)
      const start = await at.lastOf(token)
      await world.yes()
      await at.until(token, start, 'consent.given')
      const last = await at.lastOf(token)
      assert.deepEqual(await at.read(token, { cursor: 'end' }), { events: [], next: last, more: false })
      const stream = await listen(
        at.get(token, { cursor: 'end' }, { headers: { accept: 'text/event-stream' } }),
      )
      await world.no()
      assert.equal((await stream.next())!.id, String(Number(last) + 1))
      await stream.close()
    })

    it('tells an asker and the API which types of details were given, and nothing of what was', async () => {
      const { example, partial } = shownDetails
      const [bank, api] = [await at.tokenOf(receiver), await at.tokenOf(apiReceiver)]
      const [startOfBank, startOfApi] = [await at.lastOf(bank), await at.lastOf(api)]
      const authorization_details = JSON.stringify([example, partial])
      const page = await world.browser.ask({ authorization_details, scope: 'openid' })
      await world.browser.submit(page, { 'detail-1': 'yes', decision: 'accept' })
      const all = [
        await at.until(bank, startOfBank, 'consent.given'),
        await at.until(api, startOfApi, 'consent.given'),
      ]
      for (const events of all) {
        const given = events.find(({ type }) => type === 'consent.given') as Readonly<Record<string, unknown>>
        assert.deepEqual(given.authorization_details_types, [example.type, partial.type])
        assert.deepEqual(given.audiences, ['https://finances.demo.example'])
        assert.doesNotMatch(JSON.stringify(events), /Fjordkraft|Brukskonto/)
      }
    })

    it('waits for an event that is not there yet, and no longer than it is asked to', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const path = await world.yes()
      const start = await at.lastOf(token, cursor)
      const waiting = at.read(token, { cursor: start, wait: '25' })
      await world.withdraw(path)
      const types = (await at.until(token, start, 'consent.withdrawn')).map(({ type }) => type)
      assert.equal(types.at(-1), 'consent.withdrawn')
      assert.ok((await waiting).events.length > 0)
      const { events } = await at.read(token, { cursor: await at.lastOf(token), wait: '0.1' })
      assert.deepEqual(events, [])
    })

    it('H1 sends events as they happen, and goes on where a reader was, without a gap and without one twice', async () => {
      const token = await at.tokenOf(receiver)
      const start = await at.lastOf(token)
      const stream = await listen(
        at.get(token, { cursor: start }, { headers: { accept: 'text/event-stream' } }),
      )
      await world.yes()
      const [requested, given] = [await stream.next(), await stream.next()]
      assert.equal(given!.event, 'consent.given')
      await stream.close()
      const headers = { accept: 'text/event-stream', 'last-event-id': requested!.id! }
      const again = await listen(at.get(token, { cursor: '0' }, { headers }))
      assert.deepEqual(await again.next(), given)
      await again.close()
    })

    it('H4 is kept by nobody on the way, nor held back', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const answer = await at.get(token, { cursor }, { headers: { accept: 'text/event-stream' } })
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal(answer.headers.get('x-accel-buffering'), 'no')
      await answer.body!.cancel()
    })

    it('H3 ends what it sends when the token is no longer good, and tells nothing more', async () => {
      const token = await at.tokenOf(receiver)
      const cursor = await at.lastOf(token)
      const stream = await listen(at.get(token, { cursor }, { headers: { accept: 'text/event-stream' } }))
      await at.revoke(receiver, token)
      await world.yes()
      assert.equal(await stream.next(), undefined)
      assert.equal((await at.get(token)).status, 401)
    })

    it('H2 H5 refuses who may not read, and places that are none', async () => {
      const token = await at.tokenOf(receiver)
      const none = await fetch(`${app.publicUrl}/events`)
      assert.deepEqual([none.status, none.headers.get('www-authenticate')], [401, 'Bearer realm="samtykke"'])
      assert.equal(
        (await at.get('nothing')).headers.get('www-authenticate'),
        'Bearer realm="samtykke", error="invalid_token"',
      )
      assert.equal((await at.get(token, { cursor: 'x' })).status, 400)
      assert.equal(
        (await at.get(token, {}, { headers: { accept: 'text/event-stream', 'last-event-id': '-1' } })).status,
        400,
      )
      const beyond = await at.get(token, { cursor: '999999999' })
      assert.equal(beyond.status, 410)
      assert.equal(((await beyond.json()) as { code: string }).code, 'feed-place.unknown')
      const client = (await app.stores.clients.find(receiver.client_id))!
      await app.stores.clients.save({ ...client, scopeValues: [] })
      const narrowed = await at.get(token)
      assert.deepEqual(
        [narrowed.status, narrowed.headers.get('www-authenticate')],
        [403, 'Bearer realm="samtykke", error="insufficient_scope"'],
      )
    })
  },
  'before all',
)
