import assert from 'node:assert/strict'
import { organization } from '../../../server/domain/party.ts'
import { onEachDatabase } from '../../support/database.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'

onEachDatabase('announcing what has expired', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const give = async () => {
    const {
      request: { id },
    } = await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    return (await world.core.acceptConsentRequest({ id, decision: decided(world.kari) })).grant
  }
  const expired = async () => {
    const asker = await world.ports.parties.findByIdentifier(organization('810419512'))
    const events = await world.core.readEvents(asker!.id, 0, 100)
    return events.filter(({ type }) => type === 'expired')
  }

  it('waits for the end of the grant, to the millisecond', async () => {
    const grant = await give()
    world.clock.hold(new Date(grant.validity.to.getTime() - 1))
    await world.core.announceExpiry()
    assert.deepEqual(await expired(), [])
    world.clock.hold(grant.validity.to)
    await world.core.announceExpiry()
    const [event] = await expired()
    assert.equal(event!.grantId, grant.id)
    assert.deepEqual(event!.at, grant.validity.to)
    assert.equal(event!.by, undefined)
  })

  it('tells of each grant once, though it is done many times and at once', async () => {
    const grants = [await give(), await give(), await give()]
    world.clock.hold(new Date(grants[2]!.validity.to.getTime() + 1))
    await Promise.all(Array.from({ length: 5 }, () => world.core.announceExpiry()))
    await world.core.announceExpiry()
    assert.equal((await expired()).length, 3)
  })

  it('says nothing of a grant that was ended before', async () => {
    const grant = await give()
    await world.core.revokeGrant({ id: grant.id, reason: 'operator' })
    world.clock.hold(grant.validity.to)
    await world.core.announceExpiry()
    assert.deepEqual(await expired(), [])
  })
})
