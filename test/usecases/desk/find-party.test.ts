import assert from 'node:assert/strict'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const reason = 'She called and asked who fetches her tax return'

onEachDatabase('looking somebody up', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })

  const acts = async () =>
    (await desk.listActs({ operator: operator('auditor'), filter: {}, page: { limit: 10 } })).items

  it('finds a person by her number, who sees that somebody looked, and why', async () => {
    const look = { operator: operator('support'), number: '14842249091', reason }
    assert.equal((await desk.findPerson(look))?.id, world.kari.id)
    const { items } = await world.core.listActsAbout(world.kari.id, { limit: 10 })
    assert.deepEqual(
      items.map(({ operation, party, reason: why }) => [operation, party, why]),
      [['person.find', world.kari.id, reason]],
    )
    assert.deepEqual((await world.core.listActsAbout(world.ola.id, { limit: 10 })).items, [])
  })

  it('finds an organization by its number', async () => {
    const look = { operator: operator('support'), number: '810419512', reason }
    assert.equal((await desk.findOrganization(look))?.id, world.bank.id)
    const [act] = await acts()
    assert.deepEqual([act?.operation, act?.party], ['organization.find', world.bank.id])
  })

  it('keeps that somebody looked for nobody, and the number nowhere', async () => {
    const number = '02865699977'
    assert.equal(await desk.findPerson({ operator: operator('support'), number, reason }), undefined)
    const [act] = await acts()
    assert.deepEqual(
      [act?.target, act?.party, act?.reason],
      [{ kind: 'party', id: 'nobody' }, undefined, reason],
    )
    assert.doesNotMatch(JSON.stringify([act, world.recorded]), new RegExp(number))
  })

  it('takes a duty, a reason and a number', async () => {
    const look = { operator: operator('support'), number: '14842249091', reason }
    for (const role of ['administrator', 'auditor'] as const) {
      const refused = desk.findPerson({ ...look, operator: operator(role) })
      await assert.rejects(refused, error => isRefused(error, 'caller.forbidden'))
    }
    const silent = desk.findPerson({ ...look, reason: ' ' })
    await assert.rejects(silent, error => isRefused(error, 'request.malformed'))
    const telling = desk.findPerson({ ...look, reason: 'She is 148422 49091' })
    await assert.rejects(telling, error => isRefused(error, 'request.malformed'))
    const short = desk.findPerson({ ...look, number: '1484224909' })
    await assert.rejects(short, error => isRefused(error, 'party.malformed'))
    assert.deepEqual(await acts(), [])
  })
})
