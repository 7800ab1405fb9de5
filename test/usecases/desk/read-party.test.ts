import assert from 'node:assert/strict'
import type { PartyId } from '../../../server/domain/ids.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'
import { vouched } from '../../support/vouched.ts'

const reason = 'She called and asked who fetches her tax return'
const support = operator('support')

onEachDatabase("somebody's page at the desk", database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })
  afterEach(() => world.clock.reset())

  const ask = async () => (await world.core.requestConsent(askFor(world.kari, world.clock.now()))).request
  const give = async () => {
    const { id } = await ask()
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }
  const lookUp = (number = '14842249091') => desk.findPerson({ operator: support, number, reason })
  const refusedWithoutReason = (work: Promise<unknown>) =>
    assert.rejects(work, error => isRefused(error, 'request.malformed'))

  it('shows what was asked, what became of it, and what support did', async () => {
    const given = await give()
    const refused = await ask()
    await world.core.rejectConsentRequest({ id: refused.id, decision: decided(world.kari) })
    const waiting = await ask()
    const right = { actor: world.ola.id, onBehalfOf: world.kari.id, resource: 'consents', action: 'read' }
    const second = { from: world.clock.now(), to: new Date(world.clock.now().getTime() + 1000) }
    await world.ports.rights.give([vouched(right, second)], 'Vera')
    await lookUp()
    const page = await desk.readParty({ operator: support, id: world.kari.id })
    assert.equal(page.party.displayName, 'Kari Demo')
    assert.deepEqual(
      new Map(page.requests.items.map(({ id, status }) => [id, status])),
      new Map([
        [given.requestId, 'accepted'],
        [refused.id, 'rejected'],
        [waiting.id, 'pending'],
      ]),
    )
    assert.deepEqual(
      page.grants.items.map(({ id, status }) => [id, status]),
      [[given.id, 'active']],
    )
    assert.deepEqual(
      page.powers.map(({ actor, onBehalfOf }) => [actor, onBehalfOf]),
      [[world.ola.id, world.kari.id]],
    )
    assert.deepEqual(
      page.acts.map(act => [act.operation, act.reason]),
      [['person.find', reason]],
    )
    assert.equal(page.parties.get(world.bank.id)?.displayName, 'Demobanken')
  })

  it('takes a reason: one of the same operator that is not older than a working day, or one with it', async () => {
    const read = (more: { reason?: string; id?: PartyId } = {}) =>
      desk.readParty({ operator: support, id: world.kari.id, ...more })
    await refusedWithoutReason(read())
    await lookUp()
    await read()
    await refusedWithoutReason(read({ id: world.ola.id }))
    await refusedWithoutReason(desk.readParty({ operator: { ...support, id: 'another' }, id: world.kari.id }))
    world.clock.advance(8 * 3600 + 1)
    await refusedWithoutReason(read())
    await read({ reason: 'She called again' })
    await read()
    const { items } = await world.core.listActsAbout(world.kari.id, { limit: 10 })
    assert.deepEqual(
      items.map(act => [act.operation, act.reason]),
      [
        ['party.read', 'She called again'],
        ['person.find', reason],
      ],
    )
  })

  it('is nobody else’s duty, and nobody’s page is not found', async () => {
    for (const role of ['administrator', 'auditor'] as const) {
      const work = desk.readParty({ operator: operator(role), id: world.kari.id, reason })
      await assert.rejects(work, error => isRefused(error, 'caller.forbidden'))
    }
    for (const id of ['0192f7c4-0000-7000-8000-000000000001', "'"] as PartyId[]) {
      const work = desk.readParty({ operator: support, id, reason })
      await assert.rejects(work, error => isRefused(error, 'party.not-found'))
    }
  })

  it('leads to a consent with the text as it was read, its uses and its history', async () => {
    const { id } = await give()
    const use = { id, clientId: 'demo-web', what: 'Tax return', traceId: undefined }
    await world.core.useGrant({ ...use, fetch: async () => undefined })
    await refusedWithoutReason(desk.readGrant({ operator: support, id }))
    await lookUp()
    const page = await desk.readGrant({ operator: support, id })
    assert.equal(page.decision?.shown.text, 'Vil du?')
    assert.deepEqual(
      page.uses.map(({ what }) => what),
      ['Tax return'],
    )
    assert.deepEqual(
      page.events.map(({ type }) => type),
      ['requested', 'accepted', 'used'],
    )
    assert.equal(page.status, 'active')
  })

  it('leads to a request with its answer', async () => {
    const { id } = await ask()
    await world.core.rejectConsentRequest({ id, decision: decided(world.kari) })
    const page = await desk.readRequest({ operator: support, id, reason })
    assert.equal(page.status, 'rejected')
    assert.ok('decision' in page.request.state && page.request.state.decision.shown.text === 'Vil du?')
    assert.deepEqual(
      page.events.map(({ type }) => type),
      ['requested', 'rejected'],
    )
    const nobodys = desk.readRequest({ operator: support, id: 'none' as typeof id, reason })
    await assert.rejects(nobodys, error => isRefused(error, 'consent-request.not-found'))
  })
})
