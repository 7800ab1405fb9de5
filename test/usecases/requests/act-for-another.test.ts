import assert from 'node:assert/strict'
import type { PartyRight } from '../../../server/ports/parties/party-rights.ts'
import { onEachDatabase } from '../../support/database.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askFor, decided, openTestCore, scope, type TestCore } from '../../support/test-core.ts'
import { vouched } from '../../support/vouched.ts'

onEachDatabase('acting for an organization', database => {
  let world: TestCore
  beforeEach(async () => {
    world = await openTestCore(database)
  })
  afterEach(() => world.clock.reset())

  const ask = async (requestedTo = world.bank) =>
    (await world.core.requestConsent(askFor(world.bank, world.clock.now(), { requestedTo: requestedTo.id })))
      .request

  const allow = (resource: string, action: string) => {
    const right: PartyRight = {
      actor: world.ola.id,
      onBehalfOf: world.bank.id,
      resource,
      action,
    }
    const long = { from: new Date(0), to: new Date('2100-01-01') }
    return world.ports.rights.give([vouched(right, long)], 'Vera')
  }
  const accept = async (id: Awaited<ReturnType<typeof ask>>['id']) =>
    (await world.core.acceptConsentRequest({ id, decision: decided(world.ola) })).grant

  it('takes the right to change its consents and to give away all that is asked', async () => {
    const { id } = await ask()
    await expectRejected('consent-request.not-yours', () => accept(id))
    await allow('consents', '*')
    await expectRejected('consent-request.not-yours', () => accept(id))
    await expectRejected('consent-request.not-yours', () =>
      world.core.rejectConsentRequest({ id, decision: decided(world.ola) }),
    )
    await allow(scope.resourceId, scope.permission)
    const grant = await accept(id)
    assert.deepEqual([grant.grantedFor, grant.grantedBy], [world.bank.id, world.ola.id])
    const { decision } = await world.core.showGrant({ id: grant.id, reader: world.ola.id })
    assert.equal(decision?.role, 'representative')
  })

  it('is not enough where another person is named', async () => {
    await allow('*', '*')
    const { id } = await ask(world.kari)
    await expectRejected('consent-request.not-yours', () => accept(id))
    await expectRejected('consent-request.not-found', () =>
      world.core.showConsentRequest({ id, reader: world.ola.id }),
    )
  })

  it('is needed by the person who is named, too', async () => {
    const { id } = await ask(world.ola)
    await expectRejected('consent-request.not-yours', () => accept(id))
    await allow('*', '*')
    assert.equal((await accept(id)).grantedBy, world.ola.id)
  })

  it('shows and withdraws its consents, for as long as the right lasts', async () => {
    await allow('*', '*')
    const { id } = await accept((await ask()).id)
    const reader = world.kari.id
    await expectRejected('authorization-grant.not-found', () => world.core.showGrant({ id, reader }))
    await expectRejected('authorization-grant.not-found', () =>
      world.core.revokeGrant({ id, by: reader, reason: 'giver' }),
    )
    const all = { actor: world.ola.id, onBehalfOf: world.bank.id, resource: '*', action: '*' }
    const [right] = await world.ports.rights.standing([all])
    await world.ports.rights.end([right!.id], { by: 'Vera', how: 'ended' })
    await expectRejected('authorization-grant.not-found', () =>
      world.core.revokeGrant({ id, by: world.ola.id, reason: 'giver' }),
    )
    await allow('consents', 'write')
    const revoked = await world.core.revokeGrant({ id, by: world.ola.id, reason: 'giver' })
    assert.equal(revoked.state.name, 'revoked')
  })
})
