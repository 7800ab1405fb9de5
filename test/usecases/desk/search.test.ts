import assert from 'node:assert/strict'
import type { GrantId } from '../../../server/domain/ids.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import type { GrantSearch, RequestSearch } from '../../../server/ports/desk/desk-query.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const support = operator('support')
const reason = 'A call'

onEachDatabase('searching consents at the desk', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
    world.clock.hold(new Date('2026-11-30T12:00:00.000Z'))
  })
  afterEach(() => world.clock.reset())

  const later = (seconds: number) => world.clock.hold(new Date(world.clock.now().getTime() + seconds * 1000))
  const give = async (giver = world.kari, changes: Partial<Parameters<typeof askFor>[2]> = {}) => {
    later(1)
    const { request } = await world.core.requestConsent(askFor(giver, world.clock.now(), changes))
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(giver) })).grant
  }
  const found = async (search: GrantSearch): Promise<readonly GrantId[]> =>
    (await desk.searchGrants({ operator: support, search, reason, page: { limit: 10 } })).items.map(
      ({ id }) => id,
    )

  it('narrows grants by whose, to whom, through what, for what, how they stand and when', async () => {
    const first = await give()
    const second = await give(world.ola, { clientId: 'other', face: 'altinn', purposeId: 'once' })
    const third = await give()
    await world.core.revokeGrant({ id: third.id, by: world.kari.id, reason: 'giver' })
    const asker = world.bank.id
    assert.deepEqual(await found({ asker }), [third.id, second.id, first.id])
    assert.deepEqual(await found({ person: world.kari.id }), [third.id, first.id])
    assert.deepEqual(await found({ clientId: 'other' }), [second.id])
    assert.deepEqual(await found({ asker, face: 'altinn' }), [second.id])
    assert.deepEqual(await found({ asker, purposeId: 'once' }), [second.id])
    assert.deepEqual(await found({ asker, statuses: ['revoked', 'expired'] }), [third.id])
    assert.deepEqual(await found({ asker, from: second.createdAt, to: third.createdAt }), [second.id])
    assert.deepEqual(await found({ from: second.createdAt, to: third.createdAt }), [second.id])
    assert.deepEqual(await found({ person: world.bank.id }), [])
  })

  it('says how each stands at this moment', async () => {
    const { validity } = await give()
    world.clock.hold(validity.to)
    const search = { operator: support, search: { asker: world.bank.id }, page: { limit: 1 } }
    assert.equal((await desk.searchGrants(search)).items[0]?.status, 'expired')
    assert.equal((await desk.searchRequests(search)).items[0]?.status, 'accepted')
    later(1)
    await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    later(600)
    assert.equal((await desk.searchRequests(search)).items[0]?.status, 'expired')
  })

  it('goes on from page to page, of the same search only', async () => {
    const all = [await give(), await give(), await give()].map(({ id }) => id)
    const search = { asker: world.bank.id }
    const first = await desk.searchGrants({ operator: support, search, page: { limit: 2 } })
    const { next: after } = first
    const rest = await desk.searchGrants({ operator: support, search, page: { limit: 2, after } })
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ id }) => id),
      all.toReversed(),
    )
    assert.equal(rest.next, undefined)
    assert.equal(first.askers.get(world.bank.id)?.displayName, 'Demobanken')
    const other = desk.searchGrants({
      operator: support,
      search: { ...search, face: 'oauth' },
      page: { limit: 2, after },
    })
    await assert.rejects(other, error => isRefused(error, 'request.malformed'))
  })

  it('refuses what nothing narrows, one person’s without a reason, and who has other duties', async () => {
    const search = (wanted: RequestSearch, by = support) =>
      desk.searchRequests({ operator: by, search: wanted, page: { limit: 10 } })
    const from = world.clock.now()
    for (const wide of [
      {},
      { face: 'oauth', statuses: ['pending'] as const },
      { from },
      { from, to: new Date(from.getTime() + 32 * 24 * 3600 * 1000) },
      { person: world.kari.id },
    ])
      await assert.rejects(search(wide), error => isRefused(error, 'request.malformed'))
    await assert.rejects(search({ clientId: 'demo-web' }, operator('auditor')), error =>
      isRefused(error, 'caller.forbidden'),
    )
  })
})
