import assert from 'node:assert/strict'
import { onEachDatabase } from '../../support/database.ts'
import { agreement, askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('What is on record of consents', database => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore(database)
  })
  const names = () => test.recorded.map(({ what }) => what)
  const asked = async () => (await test.core.requestConsent(askFor(test.kari, test.clock.now()))).request
  const yes = async () => {
    const { id } = await asked()
    return (await test.core.acceptConsentRequest({ id, decision: decided(test.kari) })).grant
  }

  it('is one act when two answer at once, and nothing of the loser', async () => {
    const { core, kari } = test
    const { id } = await asked()
    const answers = [1, 2, 3, 4].map(() => core.acceptConsentRequest({ id, decision: decided(kari) }))
    await Promise.allSettled(answers)
    assert.deepEqual(names(), ['consent.asked', 'consent.given'])
  })

  it('is one act when a question or an agreement is repeated', async () => {
    const { core } = test
    const { id } = await asked()
    await core.requestConsent({ ...askFor(test.kari, test.clock.now()), id })
    await Promise.all([1, 2, 3].map(() => core.registerAgreement(agreement()).catch(() => {})))
    assert.deepEqual(names(), ['consent.asked', 'consent.registered'])
  })

  it('is nothing when a unit of work is rolled back, and waits for the commit of another', async () => {
    const { core, kari, clock, ports } = test
    const { run } = ports.units.unitOfWork
    const undone = run(async () => {
      await core.requestConsent(askFor(kari, clock.now()))
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.deepEqual(names(), [])
    await run(async () => {
      await core.requestConsent(askFor(kari, clock.now()))
      assert.deepEqual(names(), [])
    })
    assert.deepEqual(names(), ['consent.asked'])
  })

  it('keeps a refusal although its unit of work is rolled back', async () => {
    const { ports } = test
    const undone = ports.units.unitOfWork.run(async () => {
      ports.audit.record({ what: 'login.refused', problem: 'login.failed' })
      throw new Error('undone')
    })
    await assert.rejects(undone)
    assert.deepEqual(names(), ['login.refused'])
  })

  it('says of a use whether it was the last, and by whom a consent was taken back', async () => {
    const { core, kari, recorded } = test
    const grant = await yes()
    const use = { id: grant.id, clientId: 'debt-server', what: 'Looked', traceId: undefined }
    await core.useGrant({ ...use, fetch: async () => 1 })
    await core.redeemGrant({ ...use, exhausts: false })
    const forOneLook = await yes()
    await core.redeemGrant({ ...use, id: forOneLook.id, exhausts: true })
    await core.revokeGrant({ id: grant.id, by: kari.id, reason: 'giver' })
    await core.revokeGrant({ id: grant.id, by: kari.id, reason: 'giver' }).catch(() => {})
    const told = recorded
      .filter(({ what }) => what !== 'consent.asked' && what !== 'consent.given')
      .map(({ what, clientId, partyId, last, by }) => [what, clientId, partyId, last, by])
    assert.deepEqual(told, [
      ['consent.used', 'debt-server', grant.grantedTo, false, undefined],
      ['consent.used', 'debt-server', grant.grantedTo, false, undefined],
      ['consent.used', 'debt-server', grant.grantedTo, true, undefined],
      ['consent.withdrawn', grant.clientId, kari.id, undefined, 'giver'],
    ])
  })

  it('tells a no from a question that was taken back', async () => {
    const { core, kari, bank } = test
    await core.rejectConsentRequest({ id: (await asked()).id, decision: decided(kari) })
    await core.withdrawConsentRequest({ id: (await asked()).id, by: bank.id })
    assert.deepEqual(names(), [
      'consent.asked',
      'consent.declined',
      'consent.asked',
      'consent.request_withdrawn',
    ])
  })
})
