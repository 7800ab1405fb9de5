import assert from 'node:assert/strict'
import type { ConsentRequestId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { noon } from '../../support/fixtures.ts'
import { agreement, askFor, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('looking up a consent', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
    world.clock.hold(noon)
  })
  afterEach(() => world.clock.reset())

  const agreed = () => world.core.registerAgreement(agreement())

  it('finds one that came without a request by its own id', async () => {
    const grant = await agreed()
    const found = await world.core.lookUpConsent(grant.id)
    assert.deepEqual([found?.id, found?.request, found?.standing], [grant.id, undefined, 'active'])
    assert.equal(found?.from.identifier.value, '14842249091')
    assert.equal(found?.to.identifier.value, '810419512')
    assert.equal(found?.validToText, '2026-11-20T13:00:00+00:00')
    assert.deepEqual(found?.rights, [
      { actions: ['debt.read'], resource: { type: 'api', value: 'https://debt.example' } },
    ])
  })

  it('is not led astray by a request that somebody puts under the id of a grant', async () => {
    const grant = await agreed()
    await world.core.requestConsent(askFor(world.kari, noon, { id: grant.id as string as ConsentRequestId }))
    assert.equal((await world.core.lookUpConsent(grant.id))?.request, undefined)
  })

  it('finds nothing under an id of nothing', async () => {
    assert.equal(await world.core.lookUpConsent('nothing'), undefined)
    assert.equal(await world.core.lookUpConsent(crypto.randomUUID()), undefined)
  })
})
