import assert from 'node:assert/strict'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const reason = 'She asked for it in a letter'
const support = operator('support')

onEachDatabase('erasing a person at the desk', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })

  const look = { operator: support, number: '14842249091', reason: 'She wrote' }

  it('leaves what shows her consents, says on which basis, and logs her out', async () => {
    const { request } = await world.core.requestConsent(
      askFor(world.kari, world.clock.now(), { message: 'Hei' }),
    )
    const { grant } = await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })
    const party = world.kari
    const cookie = await world.ports.sessions.start({
      party,
      level: 'high',
      authenticatedAt: world.clock.now(),
    })
    await desk.findPerson(look)
    assert.deepEqual(await desk.erasePerson({ operator: support, id: party.id, reason }), {
      sessionsEnded: 1,
      kept: [
        { what: 'requests', count: 1, basis: 'proof-of-consent' },
        { what: 'grants', count: 1, basis: 'proof-of-consent' },
        { what: 'documents', count: 0, basis: 'proof-of-consent' },
        { what: 'acts', count: 1, basis: 'accountability' },
      ],
      activeGrants: 1,
    })
    assert.equal(await world.ports.sessions.find(cookie), undefined)
    assert.equal(await desk.findPerson(look), undefined)
    assert.equal((await world.ports.parties.find(party.id))?.displayName, '')
    assert.equal(await world.core.checkEvidence(grant.id), undefined)
  })

  it('keeps why it was done, and not why others looked at her', async () => {
    await desk.findPerson(look)
    await desk.erasePerson({ operator: support, id: world.kari.id, reason })
    const { items } = await desk.listActs({ operator: operator('auditor'), filter: {}, page: { limit: 10 } })
    assert.deepEqual(
      new Map(items.map(act => [act.operation, act.reason])),
      new Map([
        ['person.erase', reason],
        ['person.find', undefined],
      ]),
    )
  })

  it('is for persons, for a reason, and by whoever has that duty', async () => {
    const erase = (more: Partial<Parameters<typeof desk.erasePerson>[0]>) =>
      desk.erasePerson({ operator: support, id: world.kari.id, reason, ...more })
    const refusals = [
      [{ id: world.bank.id }, 'party.not-found'],
      [{ reason: '' }, 'request.malformed'],
      [{ operator: operator('administrator') }, 'caller.forbidden'],
    ] as const
    for (const [more, code] of refusals)
      await assert.rejects(erase(more), error => isRefused(error, code), code)
    assert.equal((await world.ports.parties.find(world.kari.id))?.displayName, 'Kari Demo')
  })
})
