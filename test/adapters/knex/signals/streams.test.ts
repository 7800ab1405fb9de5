import assert from 'node:assert/strict'
import type { PartyId, StreamId } from '../../../../server/domain/ids.ts'
import type { SignalStream } from '../../../../server/domain/signals/signal-stream.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { bank, noon } from '../../../support/fixtures.ts'
import { aClient } from '../../../contracts/client-store.ts'
import { storesOn, type TestStores } from '../../../support/stores.ts'

onEachDatabase('streams of signals', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    await stores.clients.save(aClient({ id: 'receiver' }))
  })

  const stream = (more: Partial<SignalStream> = {}): SignalStream => ({
    id: stores.ids.uuid() as StreamId,
    clientId: 'receiver',
    registeredAs: undefined,
    feed: { kind: 'party', party: bank as PartyId },
    delivery: { kind: 'push', endpoint: 'https://r.example/events', authorization: 'Bearer told-only-here' },
    eventsRequested: ['urn:samtykke:event:consent/withdrawn'],
    description: 'For the case system',
    status: 'enabled',
    reason: undefined,
    place: 7,
    taken: [],
    moves: 0,
    ...more,
  })
  const added = async (more: Partial<SignalStream> = {}) => {
    const one = stream(more)
    assert.equal(await stores.streams.add(one, 10), true)
    return one
  }
  const inFeed = (head: number) =>
    database
      .connection()
      .write(
        'insert into feed (name, head) values ($1, $2) on conflict (name) do update set head = excluded.head',
        [`party:${bank}`, head],
      )
  const claim = (seconds = 30) => stores.deliveries.claim({ kinds: ['push'], most: 10, seconds })

  it('come back as they were made, and what a receiver gave us to show lies sealed', async () => {
    const one = await added()
    assert.deepEqual(await stores.streams.find(one.id), one)
    assert.deepEqual(await stores.streams.list('receiver', ['push']), [one])
    assert.deepEqual(await stores.streams.list('receiver', ['webhook']), [])
    const [row] = await database
      .connection()
      .read<{ text: string }>('select s::text as text from signal_stream s')
    const hidden = Buffer.from('told-only-here')
    assert.match(row!.text, /For the case system/)
    assert.ok(!row!.text.includes(String(hidden)) && !row!.text.includes(hidden.toString('hex')))
  })

  it('are as many as a client may have, also when it asks for several at once', async () => {
    const some = await Promise.all(Array.from({ length: 5 }, () => stores.streams.add(stream(), 3)))
    assert.equal(some.filter(Boolean).length, 3)
    assert.equal(await stores.streams.add(stream({ clientId: 'nobody' }), 3), false)
  })

  it('leave room for as many webhooks', async () => {
    const webhook = () => stream({ delivery: { ...stream().delivery, kind: 'webhook' } })
    assert.equal(await stores.streams.add(stream(), 1), true)
    assert.equal(await stores.streams.add(webhook(), 1), true)
    assert.equal(await stores.streams.add(webhook(), 1), false)
    assert.equal(await stores.streams.add(stream(), 1), false)
  })

  it('go with their client', async () => {
    const one = await added()
    await stores.streams.notify(one.id, { id: stores.ids.uuid(), at: noon, about: 'verification' })
    await stores.clients.remove('receiver')
    assert.equal(await stores.streams.find(one.id), undefined)
    assert.deepEqual(await stores.streams.notices(one.id), [])
  })

  it('change as their receiver wants, and lose what it leaves away', async () => {
    const one = await added()
    const choices = {
      delivery: { kind: 'poll', endpoint: undefined, authorization: undefined },
      eventsRequested: undefined,
      description: undefined,
    } as const
    assert.deepEqual(await stores.streams.change(one.id, () => choices), { ...one, ...choices })
    assert.deepEqual(await stores.streams.find(one.id), { ...one, ...choices })
    assert.equal(await stores.streams.remove(one.id), true)
    assert.equal(await stores.streams.change(one.id, () => choices), undefined)
  })

  it('keep what each of several changes at once makes of them, and nothing of one that throws', async () => {
    const { id } = await added({ description: '' })
    const changes = ['a', 'b', 'c'].map(letter =>
      stores.streams.change(id, was => ({ ...was, description: `${was.description}${letter}` })),
    )
    await Promise.all(changes)
    const refused = stores.streams.change(id, () => {
      throw new Error('not so')
    })
    await assert.rejects(refused, /not so/)
    const kept = await stores.streams.find(id)
    assert.deepEqual(kept?.description?.split('').sort(), ['a', 'b', 'c'])
  })

  it('move on for the first of two who acknowledge from the same place', async () => {
    const one = await added()
    const moves = [8, 9].map(place => stores.streams.advance(one.id, one, { place, taken: ['b'] }))
    assert.deepEqual((await Promise.all(moves)).filter(Boolean).length, 1)
  })

  it('move on for nobody who read them before they were moved, also to where they were', async () => {
    const one = await added()
    await stores.streams.setStatus(one.id, { status: 'enabled', reason: undefined, place: one.place })
    assert.equal(await stores.streams.advance(one.id, one, { place: 9, taken: [] }), false)
    assert.equal((await stores.streams.find(one.id))!.place, one.place)
  })

  it('pause for failing only as long as they do, and tell of it once', async () => {
    const one = await added()
    await inFeed(8)
    const notice = () =>
      ({ id: stores.ids.uuid(), at: noon, about: 'status', status: 'paused', reason: 'away' }) as const
    const since = (await stores.deliveries.failed((await claim())[0]!, 7))!
    await stores.streams.setStatus(one.id, { status: 'enabled', reason: undefined })
    assert.equal(await stores.streams.pause(one.id, { since }, notice()), false)
    assert.deepEqual(await stores.streams.notices(one.id), [])
    assert.equal((await stores.streams.find(one.id))!.status, 'enabled')
    stores.clock.move(5)
    const again = (await stores.deliveries.failed((await claim())[0]!, 7))!
    const told = notice()
    assert.equal(await stores.streams.pause(one.id, { since: again }, told), true)
    assert.equal(await stores.streams.pause(one.id, { since: again }, notice()), false)
    assert.deepEqual(await stores.streams.notices(one.id), [told])
    const { status, reason } = (await stores.streams.find(one.id))!
    assert.deepEqual([status, reason], ['paused', 'away'])
  })

  it('pass by what was forgotten for the first who sees it', async () => {
    const one = await added()
    const notice = () => ({ id: stores.ids.uuid(), at: noon, about: 'loss', place: 20 }) as const
    const first = notice()
    assert.equal(await stores.streams.skip(one.id, one, first), true)
    assert.equal(await stores.streams.skip(one.id, one, notice()), false)
    assert.equal((await stores.streams.find(one.id))!.place, 20)
    assert.deepEqual(await stores.streams.notices(one.id), [first])
  })

  it('hold no more than the newest verification that nobody took', async () => {
    const { id } = await added()
    const other = await added()
    const verification = (state: string) =>
      ({ id: stores.ids.uuid(), at: noon, about: 'verification', state }) as const
    const [kept, last] = [verification('of the other'), verification('99')]
    await stores.streams.notify(other.id, kept)
    for (const state of ['1', '2', '3']) await stores.streams.notify(id, verification(state))
    await stores.streams.notify(id, last)
    assert.deepEqual(await stores.streams.notices(id), [last])
    assert.deepEqual(await stores.streams.notices(other.id), [kept])
  })

  it('are verified once in so many seconds', async () => {
    const { id } = await added()
    assert.equal(await stores.streams.mayVerify(id, 10), true)
    assert.equal(await stores.streams.mayVerify(id, 10), false)
    stores.clock.move(10_000)
    assert.equal(await stores.streams.mayVerify(id, 10), true)
  })

  it('keep what is told of themselves in its order, and whom they leave out', async () => {
    const { id } = await added()
    const first = { id: stores.ids.uuid(), at: noon, about: 'verification', state: 'x' } as const
    const second = { id: stores.ids.uuid(), at: noon, about: 'status', status: 'paused' } as const
    await stores.streams.notify(id, first)
    await stores.streams.notify(id, second)
    assert.deepEqual(await stores.streams.notices(id), [first, second])
    await stores.streams.forgetNotices(id, [first.id])
    assert.deepEqual(await stores.streams.notices(id), [second])
    assert.equal(await stores.streams.leaveOut(id, 'a', 1), true)
    assert.equal(await stores.streams.leaveOut(id, 'a', 1), true)
    assert.equal(await stores.streams.leaveOut(id, 'b', 1), false)
    assert.deepEqual(await stores.streams.leftOut(id, ['a', 'b']), new Set(['a']))
    await stores.streams.takeIn(id, 'a')
    assert.deepEqual(await stores.streams.leftOut(id, ['a', 'b']), new Set())
  })

  it('are claimed when there is something new for them, each by one at a time', async () => {
    const one = await added()
    await inFeed(7)
    assert.deepEqual(await claim(), [])
    await inFeed(8)
    const claims = (await Promise.all([claim(), claim(), claim()])).flat()
    assert.deepEqual(
      claims.map(({ stream: { id } }) => id),
      [one.id],
    )
    await stores.deliveries.done(claims[0]!, 8)
    assert.deepEqual(await claim(), [])
    await stores.streams.notify(one.id, { id: stores.ids.uuid(), at: noon, about: 'verification' })
    assert.equal((await claim()).length, 1)
  })

  it('are claimed by another when whoever had them is gone, who then moves them no more', async () => {
    const one = await added()
    await inFeed(9)
    const [dead] = await claim(30)
    stores.clock.move(31_000)
    const [living] = await claim(30)
    assert.equal(living!.stream.id, one.id)
    await stores.deliveries.done(dead!, 9)
    assert.equal((await stores.streams.find(one.id))!.place, 7)
    await stores.deliveries.done(living!, 9)
    assert.equal((await stores.streams.find(one.id))!.place, 9)
  })

  it('W5 that fail are due later and later, up to a day, and at once after the receiver has changed something', async () => {
    const one = await added()
    await inFeed(9)
    for (let attempt = 0; attempt < 20; attempt++) {
      const [claimed] = await claim()
      const since = await stores.deliveries.failed(claimed!, 7)
      assert.deepEqual(since, noon)
      assert.deepEqual(await claim(), [])
      stores.clock.move(1000 * (Math.min(2 ** attempt, 86_400) / 2 - 0.5))
      assert.deepEqual(await claim(), [])
      stores.clock.move(1000 * (Math.min(2 ** attempt, 86_400) / 2 + 0.5))
    }
    assert.equal(await stores.deliveries.failing(3600), 1)
    await stores.deliveries.failed((await claim())[0]!, 7)
    await stores.streams.setStatus(one.id, { status: 'enabled', reason: undefined })
    assert.equal(await stores.deliveries.failing(3600), 0)
    assert.equal((await claim()).length, 1)
  })

  it('that are paused or disabled are not claimed', async () => {
    const one = await added()
    await inFeed(9)
    for (const status of ['paused', 'disabled'] as const) {
      await stores.streams.setStatus(one.id, { status, reason: 'no time' })
      assert.deepEqual(await claim(), [])
    }
    assert.equal((await stores.streams.find(one.id))!.reason, 'no time')
    await stores.streams.setStatus(one.id, { status: 'enabled', reason: undefined, place: 9 })
    assert.deepEqual(await claim(), [])
  })
})
