import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('ending a grant', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const give = async () => {
    const { request } = await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })).grant
  }

  it('by withdrawing it after it expired is possible only when that is meant', async () => {
    const { id, validity } = await give()
    world.clock.hold(validity.to)
    await world.core.announceExpiry()
    const withdrawal = { id, by: world.kari.id, reason: 'giver' } as const
    await expectRejected('authorization-grant.not-active', () => world.core.revokeGrant(withdrawal))
    assert.equal((await world.core.revokeGrant({ ...withdrawal, late: true })).state.name, 'revoked')
    await expectRejected('authorization-grant.not-active', () =>
      world.core.revokeGrant({ ...withdrawal, late: true }),
    )
  })

  it('by using it up has one winner of ten at once, and the giver sees it', async () => {
    const { id } = await give()
    const use = { id, by: world.bank.id, clientId: 'demo-web', what: 'Switched', traceId: undefined }
    const ended = await Promise.allSettled(Array.from({ length: 10 }, () => world.core.exhaustGrant(use)))
    assert.equal(ended.filter(({ status }) => status === 'fulfilled').length, 1)
    const shown = await world.core.showGrant({ id, reader: world.kari.id })
    assert.equal(shown.status, 'exhausted')
    assert.deepEqual(
      shown.uses.map(({ what }) => what),
      ['Switched'],
    )
  })

  it('by using it up is too late when it has ended', async () => {
    const { id, validity } = await give()
    world.clock.hold(validity.to)
    const use = { id, by: world.bank.id, clientId: 'demo-web', what: 'Switched', traceId: undefined }
    await expectRejected('authorization-grant.not-active', () => world.core.exhaustGrant(use))
  })
})
