import assert from 'node:assert/strict'
import type { ConsentRequestId, GrantId } from '../../../server/domain/ids.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('asking, deciding and taking back', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const ask = async (changes = {}) =>
    (await world.core.requestConsent(askFor(world.kari, world.clock.now(), changes))).request

  const give = async (changes = {}) => {
    const { id } = await ask(changes)
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }

  it('asks once however often the same question is put', async () => {
    const id = world.ports.ids.derivedUuid('oauth', 'one interaction') as ConsentRequestId
    const first = await ask({ id })
    const second = await ask({ id })
    assert.deepEqual(second, first)
    assert.equal((await world.core.readEvents(world.bank.id, 0, 100)).length, 1)
  })

  it('refuses what the purpose does not allow, and writes nothing', async () => {
    const stranger = { permission: 'tax.read', resourceType: 'api', resourceId: 'https://debt.example' }
    await expectRejected('scope.unknown', () => ask({ scopes: [stranger] }))
    await expectRejected('scope.unknown', () => ask({ scopes: [] }))
    await expectRejected('purpose.unknown', () => ask({ purposeId: '__proto__' }))
    await expectRejected('purpose.too-long', () => ask({ seconds: 366 * 24 * 3600 }))
    assert.deepEqual(await world.core.readEvents(world.bank.id, 0, 100), [])
  })

  it('keeps the version of the purpose that a question was worded by, whatever is the newest', async () => {
    const { registry } = world.ports
    const worded = await registry.findPurpose('loan')
    await registry.putPurpose({ ...worded!, singleUse: true })
    assert.equal((await ask()).asks.singleUse, true)
    const { purpose, asks } = await ask({ purposeVersion: worded!.version })
    assert.deepEqual(purpose, { id: 'loan', version: worded!.version })
    assert.equal(asks.singleUse, false)
    await expectRejected('purpose.unknown', () => ask({ purposeVersion: 99 }))
  })

  it('shows a request to the one asked and to nobody else', async () => {
    const { id } = await ask()
    const shown = await world.core.showConsentRequest({ id, reader: world.kari.id })
    assert.equal(shown.status, 'pending')
    assert.equal(shown.parties.get(world.bank.id)?.displayName, 'Demobanken')
    await expectRejected('consent-request.not-found', () =>
      world.core.showConsentRequest({ id, reader: world.ola.id }),
    )
  })

  it('gives a grant with its scopes, decision and event when accepted', async () => {
    const grant = await give()
    const shown = await world.core.showGrant({ id: grant.id, reader: world.kari.id })
    assert.equal(shown.status, 'active')
    assert.deepEqual(shown.grant.scopes, grant.scopes)
    assert.equal(shown.decision?.shown.text, 'Vil du?')
    assert.equal(shown.decision?.language, 'nb')
    assert.deepEqual(
      shown.events.map(event => event.type),
      ['requested', 'accepted'],
    )
  })

  it('lets one of ten accepts through', async () => {
    const { id } = await ask()
    const accepts = Array.from({ length: 10 }, () =>
      world.core.acceptConsentRequest({ id, decision: decided(world.kari) }).then(
        () => 'won',
        error => error.code,
      ),
    )
    const outcomes = (await Promise.all(accepts)).sort((a, b) => a.localeCompare(b))
    assert.deepEqual(outcomes, [...Array(9).fill('consent-request.already-decided'), 'won'])
    const { items } = await world.core.listGrants(world.kari.id, 'any', { limit: 25 })
    assert.equal(items.length, 1)
  })

  it('does not accept for somebody else, too late, or at too low a level', async () => {
    const { id } = await ask()
    const accept = (decision = decided(world.kari)) => world.core.acceptConsentRequest({ id, decision })
    await expectRejected('consent-request.not-yours', () => accept(decided(world.ola)))
    await expectRejected('consent-request.level-too-low', () => accept(decided(world.kari, { level: 'low' })))
    world.clock.advance(600)
    await expectRejected('consent-request.expired', () => accept())
  })

  it('takes no answer after the asker withdrew the question', async () => {
    const { id } = await ask()
    await world.core.withdrawConsentRequest({ id, by: world.bank.id })
    await expectRejected('consent-request.withdrawn', () =>
      world.core.acceptConsentRequest({ id, decision: decided(world.kari) }),
    )
  })

  it('lists what waits for an answer until it is answered or over', async () => {
    const { id } = await ask()
    await ask()
    const { id: kari } = world.kari
    const wanted = { about: kari, reader: kari, among: [{ face: 'oauth', annotations: {} }] }
    const waiting = async () => (await world.core.listWaitingRequests(wanted, { limit: 25 })).items.length
    assert.equal(await waiting(), 2)
    await world.core.rejectConsentRequest({ id, decision: decided(world.kari) })
    assert.equal(await waiting(), 1)
    world.clock.advance(600)
    assert.equal(await waiting(), 0)
  })

  it('is withdrawn by its giver, its asker or the operator, and by nobody else', async () => {
    const grants = await Promise.all([give(), give(), give()])
    const [one, two, three] = grants.map(grant => grant.id) as [GrantId, GrantId, GrantId]
    await expectRejected('authorization-grant.not-found', () =>
      world.core.revokeGrant({ id: one, by: world.ola.id, reason: 'giver' }),
    )
    await expectRejected('authorization-grant.not-found', () =>
      world.core.revokeGrant({ id: one, by: world.kari.id, reason: 'asker' }),
    )
    await world.core.revokeGrant({ id: one, by: world.kari.id, reason: 'giver' })
    await world.core.revokeGrant({ id: two, by: world.bank.id, reason: 'asker' })
    await world.core.revokeGrant({ id: three, reason: 'operator' })
    const { items } = await world.core.listGrants(world.kari.id, 'ended', { limit: 25 })
    assert.deepEqual(
      items.map(item => item.status),
      ['revoked', 'revoked', 'revoked'],
    )
    await expectRejected('authorization-grant.not-active', () =>
      world.core.revokeGrant({ id: one, by: world.kari.id, reason: 'giver' }),
    )
  })
})
