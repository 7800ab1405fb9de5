import assert from 'node:assert/strict'
import type { PartyId } from '../../../server/domain/ids.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const reason = 'She called: her telephone was stolen'
const support = operator('support')

onEachDatabase('logins at the desk', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })

  const logIn = (party = world.kari) =>
    world.ports.sessions.start({ party, level: 'high', authenticatedAt: world.clock.now() })
  const list = () => desk.listSessions({ operator: support, party: world.kari.id, reason })

  it('are listed without what would open them, and ended one by one or all', async () => {
    const cookies = [await logIn(), await logIn(), await logIn()]
    const other = await logIn(world.ola)
    const listed = await list()
    assert.equal(listed.length, 3)
    assert.ok(cookies.every(cookie => !JSON.stringify(listed).includes(cookie)))
    const end = (session?: string) =>
      desk.endSession({ operator: support, party: world.kari.id, session, reason })
    assert.equal(await end(listed[0]!.id), 1)
    assert.equal(await end(listed[0]!.id), 0)
    assert.equal((await list()).length, 2)
    assert.equal(await end(), 2)
    const living = await Promise.all([...cookies, other].map(cookie => world.ports.sessions.find(cookie)))
    assert.deepEqual(
      living.map(session => session?.party.id),
      [undefined, undefined, undefined, world.ola.id],
    )
    const { items } = await world.core.listActsAbout(world.kari.id, { limit: 10 })
    assert.ok(items.some(act => act.operation === 'session.end' && act.reason === reason))
  })

  it('are nobody else’s to see or end', async () => {
    const said = { party: world.kari.id, reason }
    for (const role of ['administrator', 'auditor'] as const) {
      const by = operator(role)
      for (const work of [
        desk.listSessions({ operator: by, ...said }),
        desk.endSession({ operator: by, ...said }),
      ])
        await assert.rejects(work, error => isRefused(error, 'caller.forbidden'))
    }
    const nobody = '0192f7c4-0000-7000-8000-000000000001' as PartyId
    const ofNobody = desk.endSession({ operator: support, party: nobody, reason })
    await assert.rejects(ofNobody, error => isRefused(error, 'party.not-found'))
  })
})
