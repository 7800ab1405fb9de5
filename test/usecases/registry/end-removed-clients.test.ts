import assert from 'node:assert/strict'
import { revokeGrant } from '../../../server/usecases/grants/revoke-grant.ts'
import { endRemovedClients } from '../../../server/usecases/registry/end-removed-clients.ts'
import { onEachDatabase } from '../../support/database.ts'
import { agreement, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('grants of a client that was removed', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
    world.clock.hold(new Date('2026-11-20T12:00:00Z'))
  })
  afterEach(() => world.clock.reset())

  const client = { ...agreement().client, name: 'Bank', version: 0, secrets: [], keys: [] } as never
  const agreements = (count: number, face = 'gjeld') =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        world.core.registerAgreement(
          agreement({ client: { ...agreement().client, face }, agreementKey: `${face}-${index}` }),
        ),
      ),
    )
  const end = (revoke = revokeGrant(world.ports)) =>
    endRemovedClients({ ...world.ports, revokeGrant: revoke })()
  const statesOf = async (face: string) => {
    const { items } = await world.ports.query.grants({ face, standing: 'any' }, { limit: 100 })
    return items.map(({ state }) => state.name)
  }

  it('end one by one, each with an event of the operator’s, and those of other faces stay', async () => {
    const [first] = await agreements(3)
    await agreements(1, 'altinn')
    await world.ports.clients.save(client)
    assert.equal(await end(), 0)
    await world.ports.clients.remove('demo-web')
    assert.equal(await end(), 3)
    assert.deepEqual(await statesOf('gjeld'), ['revoked', 'revoked', 'revoked'])
    assert.deepEqual(await statesOf('altinn'), ['active'])
    const { events } = await world.core.showGrant({ id: first!.id, reader: world.kari.id })
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accepted', 'revoked'],
    )
    const { state } = (await world.ports.consents.findGrant(first!.id))!
    assert.equal(state.name === 'revoked' && state.reason, 'operator')
  })

  it('end although one of them could not be ended at first, and with what was given through a process that did not know yet', async () => {
    await agreements(3)
    await world.ports.clients.save(client)
    await world.ports.clients.remove('demo-web')
    let done = 0
    const hindered: ReturnType<typeof revokeGrant> = async command => {
      if (done++ === 1) throw new Error('Somebody else holds it')
      return revokeGrant(world.ports)(command)
    }
    await assert.rejects(end(hindered), /holds it/)
    assert.deepEqual((await statesOf('gjeld')).toSorted(), ['active', 'revoked', 'revoked'])
    assert.equal(await end(), 1)
    await world.core.registerAgreement(agreement({ agreementKey: 'late' }))
    assert.equal(await end(), 1)
    world.clock.hold(new Date('2026-11-20T12:00:31Z'))
    assert.equal(await end(), 0)
    assert.deepEqual(await world.ports.clients.unfinished(), [])
  })

  it('end, too, when a client was put back by hand and removed again', async () => {
    await world.ports.clients.save(client)
    await world.ports.clients.remove('demo-web')
    world.clock.hold(new Date('2026-11-20T12:00:31Z'))
    await end()
    await database.knex.raw(
      `insert into client (id, version, face, content, created_at, updated_at)
        select id, 1, face, '{}', removed_at, removed_at from client_tombstone`,
    )
    await world.ports.clients.remove('demo-web')
    assert.deepEqual(
      (await world.ports.clients.unfinished()).map(({ removedAt }) => removedAt),
      [world.clock.now()],
    )
  })

  it('end once when two processes end them at the same time', async () => {
    await agreements(5)
    await world.ports.clients.save(client)
    await world.ports.clients.remove('demo-web')
    const counts = await Promise.all([end(), end()])
    assert.equal(counts[0]! + counts[1]!, 5)
  })
})
