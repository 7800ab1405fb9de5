import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { knexTokenStatuses } from '../../../../adapters/knex/oauth/token-statuses.ts'
import { grantEvent } from '../../../../server/domain/event.ts'
import { revoke } from '../../../../server/domain/grants/authorization-grant.ts'
import { statusListOf, statusListSize } from '../../../../server/domain/grants/status-list.ts'
import type { EventId, GrantId } from '../../../../server/domain/ids.ts'
import { onEachDatabase } from '../../../support/database.ts'
import { aGrant, at, bank, kari, noon } from '../../../support/fixtures.ts'
import { addFixtureParties, storesOn, type TestStores } from '../../../support/stores.ts'

const minute = 60_000
const hour = 60 * minute

onEachDatabase('the statuses of tokens', database => {
  let stores: TestStores
  beforeEach(async () => {
    stores = storesOn(database)
    await addFixtureParties(database)
  })

  /** As one process sees them, which reads anew each time. */
  const process = ({ secret = stores.ids.secret } = {}) =>
    knexTokenStatuses({ ...database, clock: stores.clock, ids: { secret }, freshness: 0 })

  const give = async () => {
    const id = stores.ids.uuid() as GrantId
    const grant = aGrant({ id, requestId: undefined, agreementKey: id })
    const moment = { id: stores.ids.uuid() as EventId, by: bank, at: noon }
    await stores.consents.addGrant(grant, grantEvent('accepted', grant, moment))
    return grant
  }
  const tokenOf = (grantId: GrantId, epoch = 0, expiresAt = at(5 * minute)) => ({ grantId, epoch, expiresAt })
  const takeBack = async (grantId: GrantId, milliseconds = 1) => {
    const moment = { id: stores.ids.uuid() as EventId, by: kari, at: at(milliseconds) }
    const grant = revoke((await stores.consents.findGrant(grantId))!, { ...moment, reason: 'giver' })
    assert.ok(await stores.consents.saveGrant({ grant, events: [grantEvent('revoked', grant, moment)] }))
  }

  it('L5 have a place of their own each, spread over the whole list', async () => {
    const { id } = await give()
    const here = process()
    const places = []
    for (let count = 0; count < 60; count++) places.push(await here.place(tokenOf(id)))
    assert.deepEqual(new Set(places.map(({ list }) => list)), new Set([statusListOf(noon, 0)]))
    const indices = places.map(({ index }) => index)
    assert.equal(new Set(indices).size, 60)
    assert.ok(indices.every(index => index >= 0 && index < statusListSize))
    assert.ok(Math.max(...indices) - Math.min(...indices) > statusListSize / 2)
  })

  it('tell of a consent that was withdrawn, and of no other', async () => {
    const here = process()
    const [kept, ended] = [await give(), await give()]
    const place = await here.place(tokenOf(ended.id))
    await here.place(tokenOf(kept.id))
    assert.deepEqual(await here.ended(place.list), [])
    await takeBack(ended.id)
    assert.deepEqual(await here.ended(place.list), [place.index])
  })

  it('tell of it within a second at every process, though each has just read the list', async () => {
    const processes = [1, 2].map(() => knexTokenStatuses({ ...database, ...stores }))
    const { id } = await give()
    const { list, index } = await processes[0]!.place(tokenOf(id))
    const told = () => Promise.all(processes.map(({ ended }) => ended(list)))
    assert.deepEqual(await told(), [[], []])
    await takeBack(id)
    await sleep(1000)
    assert.deepEqual(await told(), [[index], [index]])
  })

  it('tell of tokens that ended although their consent stands, and not of those after them', async () => {
    const here = process()
    const { id } = await give()
    const before = await here.place(tokenOf(id))
    await stores.consents.raiseEpoch(id)
    const after = await here.place(tokenOf(id, 1))
    assert.deepEqual(await here.ended(before.list), [before.index])
    assert.notEqual(after.index, before.index)
  })

  it('are read again only of consents that ended since the minute before the last look, until they are read whole', async () => {
    const answered: number[] = []
    const connection = () => {
      const on = database.connection()
      const read = async <Row extends object>(text: string, values: readonly unknown[]) => {
        const rows = await on.read<Row>(text, values)
        answered.push(rows.flatMap(row => ('ended' in row ? row.ended : [])).length)
        return rows
      }
      return { ...on, read } as typeof on
    }
    const here = knexTokenStatuses({ ...stores, connection, freshness: 0 })
    const [first, second] = [await give(), await give()]
    const places = [await here.place(tokenOf(first.id)), await here.place(tokenOf(second.id))]
    const ended = async () => (await here.ended(places[0]!.list))?.length
    await takeBack(first.id)
    assert.equal(await ended(), 1)
    stores.clock.move(2 * minute)
    assert.deepEqual([await ended(), await ended()], [1, 1])
    await takeBack(second.id, 2 * minute)
    assert.equal(await ended(), 2)
    stores.clock.move(4 * minute)
    assert.equal(await ended(), 2)
    assert.deepEqual(answered, [1, 1, 0, 1, 2])
  })

  it('tell of a consent whose end took nearly a minute to be kept, and later of what took longer', async () => {
    const here = process()
    const [slow, slowest] = [await give(), await give()]
    const places = [await here.place(tokenOf(slow.id)), await here.place(tokenOf(slowest.id))]
    const ended = () => here.ended(places[0]!.list)
    stores.clock.move(2 * minute)
    assert.deepEqual(await ended(), [])
    await takeBack(slow.id, minute + 2000)
    await takeBack(slowest.id)
    assert.deepEqual(await ended(), [places[0]!.index])
    stores.clock.move(5 * minute)
    assert.deepEqual(new Set(await ended()), new Set(places.map(({ index }) => index)))
  })

  it('are the same at another process, in a list of the hour in which the token expires', async () => {
    const { id } = await give()
    const soon = await process().place(tokenOf(id))
    const late = await process().place(tokenOf(id, 0, at(hour)))
    await takeBack(id)
    const other = process()
    assert.deepEqual(await other.current(), [soon.list, late.list])
    assert.deepEqual(
      [await other.ended(soon.list), await other.ended(late.list)],
      [[soon.index], [late.index]],
    )
  })

  it('are told until the hour of the list is over, and of no list without a token', async () => {
    const here = process()
    const { list } = await here.place(tokenOf((await give()).id))
    assert.equal(await here.ended(list + 1), undefined)
    stores.clock.move(hour + 4 * minute)
    assert.deepEqual([await here.ended(list), await here.current()], [[], [list]])
    stores.clock.move(minute)
    assert.deepEqual([await here.ended(list), await here.current()], [undefined, []])
  })

  it('go on in the next list when no place is found in the one before', async () => {
    const { id } = await give()
    const few = Buffer.from(Array.from({ length: 16 }, (_, nth) => [0, 0, 0, nth]).flat()).toString(
      'base64url',
    )
    const here = process({ secret: () => few })
    const lists = []
    for (let count = 0; count < 33; count++) lists.push((await here.place(tokenOf(id))).list)
    const first = statusListOf(noon, 0)
    assert.deepEqual(new Set(lists.slice(0, 16)), new Set([first]))
    assert.deepEqual(new Set(lists.slice(16, 32)), new Set([first + 1]))
    assert.equal(lists[32], first + 2)
    assert.deepEqual(await here.current(), [first, first + 1, first + 2])
  })

  it('have places of their own when several processes give them at once in a list that is nearly full', async () => {
    const { id } = await give()
    const crowded = () => {
      const bytes = randomBytes(64)
      for (let nth = 0; nth < 16; nth++) bytes.writeUInt32BE(bytes.readUInt32BE(4 * nth) % 50, 4 * nth)
      return bytes.toString('base64url')
    }
    const processes = Array.from({ length: 4 }, () => process({ secret: crowded }))
    const places = await Promise.all(
      Array.from({ length: 200 }, (_, count) => processes[count % 4]!.place(tokenOf(id))),
    )
    assert.equal(new Set(places.map(({ list, index }) => `${list} ${index}`)).size, 200)
  })
})
