import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { at, noon } from '../../support/fixtures.ts'
import { agreement, openTestCore, scope, type TestCore } from '../../support/test-core.ts'

onEachDatabase('registering an agreement', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const register = (scopes = [scope]) => world.core.registerAgreement(agreement({ scopes }))

  it('refuses what the purpose does not allow, as a question would be', async () => {
    for (const scopes of [[{ ...scope, permission: 'debt.write' }], []]) {
      await expectRejected('scope.unknown', () => register(scopes))
    }
  })

  it('gives the same grant to an equal request that began a moment before it was given', async () => {
    world.clock.hold(at(5))
    const first = await register()
    world.clock.hold(noon)
    assert.equal((await register()).id, first.id)
  })
})
