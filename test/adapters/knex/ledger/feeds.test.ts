import assert from 'node:assert/strict'
import { selectEntries } from '../../../../adapters/knex/ledger/feeds/feed-entry-row.ts'
import { knexFeeds } from '../../../../adapters/knex/ledger/feeds/feeds.ts'
import type { ConsentRequestId, EventId, PartyId } from '../../../../server/domain/ids.ts'
import { grantEvent, requestEvent } from '../../../../server/domain/event.ts'
import type { FeedEntry, Feeds } from '../../../../server/ports/ledger/feeds.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { aGrant, aRequest, bank, kari, noon, ola } from '../../../support/fixtures.ts'
import { aClient } from '../../../support/oauth-world.ts'
import { addFixtureParties, addParty, storesOn, type TestStores } from '../../../support/stores.ts'

const handler = '00000000-0000-4000-8000-0000000000aa' as PartyId

onEachDatabase('the feeds of those who may read of events', database => {
  let stores: TestStores
  let feeds: Feeds
  beforeEach(async () => {
    stores = storesOn(database)
    feeds = stores.feeds
    await addFixtureParties(database)
    await addParty(database, handler)
  })

  const ask = async (requestedBy = bank, handledBy: readonly PartyId[] = [handler]) => {
    const request = aRequest({
      id: stores.ids.uuid() as ConsentRequestId,
      requestedBy,
      handledBy: handledBy[0],
    })
    const moment = { id: stores.ids.uuid() as EventId, by: kari, at: noon }
    await stores.consents.addRequest(request, requestEvent('requested', request, moment))
    return moment.id
  }
  const placeAll = async (of: Feeds = feeds) => {
    while (await of.place());
  }
  const of = (party: PartyId) => ({ kind: 'party', party }) as const
  const whole = async (party: PartyId, limit = 7) => {
    const read: FeedEntry[] = []
    for (;;) {
      const entries = await feeds.read(of(party), read.at(-1)?.place ?? 0, limit)
      if (entries.length === 0) return read
      read.push(...entries)
    }
  }
  const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

  it('hold what several askers did through one handler, and each asker’s own', async () => {
    const ids = [await ask(bank), await ask(ola), await ask(bank)]
    await ask(ola, [])
    await placeAll()
    const together = await whole(handler)
    assert.deepEqual(together.map(({ event }) => event.id).toSorted(), ids.toSorted())
    assert.deepEqual(
      together.map(({ place }) => place),
      [1, 2, 3],
    )
    assert.equal((await whole(bank)).length, 2)
    assert.equal((await whole(ola)).length, 2)
    assert.deepEqual(
      await feeds.heads([`party:${handler}`, 'party:nobody']),
      new Map([[`party:${handler}`, 3]]),
    )
  })

  it('hold for an organization what its market parties asked or carried out, each once', async () => {
    const company = '00000000-0000-4000-8000-0000000000cc' as PartyId
    await addParty(database, company)
    for (const party of [bank, handler]) await stores.parties.belong(party, company)
    const [first] = [await ask(bank), await ask(ola, [])]
    await placeAll()
    await stores.parties.belong(handler, ola)
    const second = await ask(ola)
    await placeAll()
    assert.deepEqual(
      (await whole(company)).map(({ event }) => event.id),
      [first],
    )
    assert.deepEqual(
      (await whole(ola)).map(({ event }) => event.id).filter(id => id === second),
      [second],
    )
  })

  it('give a reader who follows 120 parallel events of two askers, with two processes placing, all in order once', async () => {
    const others = knexFeeds(database)
    let isDone = false
    const place = async (by: Feeds) => {
      while (!isDone) {
        await by.place()
        await new Promise(resolve => setImmediate(resolve))
      }
      await placeAll(by)
    }
    const seen: FeedEntry[] = []
    const follow = async () => {
      while (seen.length < 120) {
        seen.push(...(await feeds.read(of(handler), seen.at(-1)?.place ?? 0, 7)))
        await new Promise(resolve => setImmediate(resolve))
      }
    }
    const asking = Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        for (let time = 0; time < 10; time++) await ask(index % 2 ? bank : ola)
      }),
    ).then(() => (isDone = true))
    await Promise.all([asking, place(feeds), place(others), follow()])
    assert.deepEqual(
      seen.map(one => one.place),
      oneTo(120),
    )
    for (const asker of [bank, ola]) {
      const own = seen.filter(({ event }) => event.stream === asker)
      assert.deepEqual(
        own.map(({ event }) => event.sequence),
        oneTo(60),
      )
    }
  })

  it('place nothing twice, and nothing that was rolled back', async () => {
    await ask()
    const undone = database.unitOfWork.run(async () => {
      await ask()
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    await placeAll()
    await placeAll()
    await ask()
    await placeAll()
    assert.deepEqual(
      (await whole(bank)).map(({ place, event }) => [place, event.sequence]),
      [
        [1, 1],
        [2, 2],
      ],
    )
  })

  it('tell an API nothing of a use by another API that the consent is for, too', async () => {
    const [debts, incomes] = ['https://debt.example', 'https://income.example'] as const
    for (const [id, resourceServerFor] of [
      ['debt-api', debts],
      ['income-api', incomes],
      ['a-bank', undefined],
    ] as const)
      await stores.clients.save(aClient(id, { resourceServerFor }))
    const grant = aGrant({
      requestId: undefined,
      scopes: [debts, incomes].map(resourceId => ({ permission: 'read', resourceType: 'api', resourceId })),
    })
    const moment = () => ({ id: stores.ids.uuid() as EventId, by: bank, at: noon })
    assert.ok(await stores.consents.addGrant(grant, grantEvent('accepted', grant, moment())))
    for (const clientId of ['debt-api', 'income-api', 'a-bank']) {
      const use = { grantId: grant.id, at: noon, clientId, what: 'looked up', traceId: undefined }
      assert.ok(await stores.consents.addUse(grant, use, grantEvent('used', grant, moment())))
    }
    const [id, onBehalf] = ['a-processor', { by: ola, of: bank }]
    const use = { grantId: grant.id, at: noon, clientId: id, what: 'RFC 8693', traceId: undefined, onBehalf }
    assert.ok(
      await stores.consents.addUse(grant, { ...use, audience: debts }, grantEvent('used', grant, moment())),
    )
    await placeAll()
    const sequences = async (audience: string) =>
      (await feeds.read({ kind: 'api', audience }, 0, 9)).map(({ event }) => event.sequence)
    assert.deepEqual(await sequences(debts), [1, 2, 4, 5])
    assert.deepEqual(await sequences(incomes), [1, 3, 4])
    assert.equal((await whole(bank)).length, 5)
  })

  it('are given the events of years a few thousand at a time, and nobody else waits for all of them', async () => {
    const askers = oneTo(6).map(number => `00000000-0000-4000-8000-0000000000b${number}` as PartyId)
    for (const asker of askers) {
      await addParty(database, asker)
      await ask(asker)
    }
    await database.connection().write(
      `with more as (
         insert into event (stream, sequence, id, type, request_id, by_party, at, content_hash, previous_hash, hash)
         select e.stream, n, gen_random_uuid(), e.type, e.request_id, e.by_party, e.at, e.content_hash, e.previous_hash, e.hash
         from event e, generate_series(2, 500) n)
       update event_stream set sequence = 500`,
    )
    await ask(ola)
    assert.equal(await feeds.place(), true)
    const all = [...askers, ola].map(party => `party:${party}`)
    const heads = await feeds.heads(all)
    assert.equal(heads.get(`party:${ola}`), 1)
    const placed = [...heads.values()].reduce((sum, head) => sum + head, 0)
    assert.equal(placed, 2_000)
    await placeAll()
    assert.deepEqual(
      [...(await feeds.heads(all)).values()].toSorted((a, b) => a - b),
      [1, ...askers.map(() => 500)],
    )
    const end = await feeds.read(of(askers[0]!), 490, 20)
    assert.deepEqual(
      end.map(({ place, event }) => [place, event.sequence]),
      oneTo(500)
        .slice(490)
        .map(last => [last, last]),
    )
  })

  it('cost a reader of fifty the same blocks after twenty thousand events as after five thousand', async () => {
    await ask()
    await placeAll()
    const grow = (from: number, to: number) =>
      database.connection().write(
        `with copied as (
           insert into event (stream, sequence, id, type, request_id, by_party, at, content_hash, previous_hash, hash)
           select e.stream, n, gen_random_uuid(), e.type, e.request_id, e.by_party, e.at, e.content_hash, e.previous_hash, e.hash
           from event e, generate_series($1::bigint, $2::bigint) n where e.sequence = 1)
         insert into feed_entry (feed, place, stream, sequence)
         select f.feed, n, f.stream, n from feed_entry f, generate_series($1::bigint, $2::bigint) n where f.place = 1`,
        [from, to],
      )
    const blocks = async (after: number): Promise<number> => {
      const { rows } = await database.knex.raw<{ rows: { 'QUERY PLAN': readonly Plan[] }[] }>(
        `explain (analyze, buffers, format json) ${filledIn(selectEntries, [`party:${handler}`, after, 50])}`,
      )
      const { Plan: plan } = rows[0]!['QUERY PLAN'][0]!
      return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
    }
    await grow(2, 5_000)
    await database.knex.raw('analyze event, feed_entry, feed')
    const few = await blocks(2_500)
    await grow(5_001, 20_000)
    await database.knex.raw('analyze event, feed_entry, feed')
    const many = await blocks(15_000)
    assert.ok(many <= few * 1.1, `${few} blocks, then ${many}`)
  })
})

const filledIn = (statement: string, values: readonly (string | number)[]): string =>
  statement.replace(/\$([1-9])/g, (_, number) => `'${values[Number(number) - 1]}'`)

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number }
}
