import assert from 'node:assert/strict'
import { forgetPlaces } from '../../../../adapters/knex/ledger/feeds/forget-places.ts'
import { grantEvent, requestEvent } from '../../../../server/domain/event.ts'
import type { ConsentRequestId, EventId, GrantId } from '../../../../server/domain/ids.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { aGrant, aRequest, at, bank, kari } from '../../../support/fixtures.ts'
import { aClient } from '../../../support/oauth-world.ts'
import { addFixtureParties, storesOn, type TestStores } from '../../../support/stores.ts'

const day = 86_400_000
const year = 365 * day
/** Thirteen months after the clock begins. */
const end = new Date('2027-12-20T12:00:00.000Z')

onEachDatabase('what feeds keep', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    await addFixtureParties(database)
  })

  const feed = { kind: 'party', party: bank } as const
  const moment = () => ({ id: stores.ids.uuid() as EventId, by: kari, at: stores.clock.now() })
  const ask = async (answerBy = at(600_000, stores.clock.now())) => {
    const request = aRequest({ id: stores.ids.uuid() as ConsentRequestId, answerBy })
    await stores.consents.addRequest(request, requestEvent('requested', request, moment()))
    while (await stores.feeds.place());
  }
  const agree = async (milliseconds: number) => {
    const now = stores.clock.now()
    const grant = aGrant({
      id: stores.ids.uuid() as GrantId,
      requestId: undefined,
      validity: { from: now, to: at(milliseconds, now) },
    })
    assert.ok(await stores.consents.addGrant(grant, grantEvent('accepted', grant, moment())))
    while (await stores.feeds.place());
    return grant
  }
  const forget = () => forgetPlaces(database.connection(), { now: stores.clock.now(), months: 13 })
  const keptAt = async (now: Date) => {
    stores.clock.set(now)
    await forget()
    return (await stores.feeds.read(feed, 0, 100)).map(({ place }) => place)
  }

  it('is every event of a consent for thirteen months after its time is over, and not a day more', async () => {
    await agree(day)
    await ask()
    assert.deepEqual(await keptAt(at(day - 1, end)), [1, 2])
    assert.deepEqual(await keptAt(at(day, end)), [2])
  })

  it('is every event after the first of a consent that lives on, however old', async () => {
    await ask()
    await agree(5 * year)
    await ask()
    await agree(day)
    await ask()
    assert.deepEqual(await keptAt(at(3 * year)), [2, 3, 4, 5])
    assert.deepEqual(await keptAt(at(5 * year)), [2, 3, 4, 5])
    assert.deepEqual(await keptAt(at(6 * year + 60 * day)), [5])
  })

  it('is what happened to a question that may still be answered', async () => {
    await ask(at(2 * year))
    await ask()
    assert.deepEqual(await keptAt(at(day, end)), [1, 2])
    assert.deepEqual(await keptAt(at(2 * year, end)), [2])
  })

  it('is forgotten thirteen months after a consent was taken back before its time', async () => {
    const grant = await agree(5 * year)
    stores.clock.set(at(year))
    const state = { name: 'revoked', at: at(year), by: kari, reason: 'giver' } as const
    const revoked = { ...grant, state }
    assert.ok(
      await stores.consents.saveGrant({ grant: revoked, events: [grantEvent('revoked', revoked, moment())] }),
    )
    await ask()
    assert.deepEqual(await keptAt(at(year - 1, end)), [1, 2, 3])
    assert.deepEqual(await keptAt(at(year + day, end)), [3])
  })

  it('is in the ledger as ever, and what comes next has the next place', async () => {
    await ask()
    await ask()
    assert.deepEqual(await keptAt(end), [1, 2])
    assert.deepEqual(await keptAt(at(day, end)), [2])
    await ask()
    assert.deepEqual(await keptAt(at(2 * day, end)), [3])
    assert.equal((await stores.query.events(bank, 0, 10)).length, 3)
    assert.equal((await stores.evidence.examine()).misfit, undefined)
  })

  it('is forgotten in portions, by two processes at once', async () => {
    await ask()
    await database.connection().write(
      `with copied as (
         insert into event (stream, sequence, id, type, request_id, by_party, at, content_hash, previous_hash, hash)
         select e.stream, n, gen_random_uuid(), e.type, e.request_id, e.by_party, e.at, e.content_hash, e.previous_hash, e.hash
         from event e, generate_series(2, 12000) n),
       placed as (
         insert into feed_entry (feed, place, stream, sequence)
         select f.feed, n, f.stream, n from feed_entry f, generate_series(2, 12000) n)
       update feed set head = 12000`,
    )
    await database.knex.raw('analyze')
    stores.clock.set(at(day, end))
    await Promise.all([forget(), forget()])
    assert.deepEqual(
      (await stores.feeds.read(feed, 0, 9)).map(({ place }) => place),
      [12_000],
    )
  })

  it('is also who took the news of a withdrawal, as long', async () => {
    await stores.clients.save(aClient('receiver', {}))
    const event = stores.ids.uuid()
    await stores.tellings.took([{ event, at: stores.clock.now() }], 'receiver')
    const told = async () => (await database.connection().read('select from told_withdrawal')).length
    await keptAt(at(-1, end))
    assert.equal(await told(), 1)
    await keptAt(at(1, end))
    assert.equal(await told(), 0)
  })
})
