import assert from 'node:assert/strict'
import { isRefused } from '../../../server/domain/problem.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { askFor, decided, openTestCore, type TestCore } from '../../support/test-core.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

const reason = 'You asked us to when you called'

onEachDatabase('ending a consent at the desk', database => {
  let world: TestCore
  let desk: ReturnType<typeof openDesk>
  beforeEach(async () => {
    world = await openTestCore(database)
    desk = openDesk(world.ports)
  })

  const give = async () => {
    const { request } = await world.core.requestConsent(askFor(world.kari, world.clock.now()))
    return (await world.core.acceptConsentRequest({ id: request.id, decision: decided(world.kari) })).grant
  }
  const actsOf = async () => (await world.core.listActsAbout(world.kari.id, { limit: 10 })).items

  it('is told to its asker as every withdrawal, and to its giver with the reason', async () => {
    const { id } = await give()
    const ended = await desk.revokeGrant({ operator: operator('support'), id, reason })
    assert.equal(ended.state.name === 'revoked' && ended.state.reason, 'operator')
    const events = await world.ports.query.events(world.bank.id, 0, 10)
    assert.deepEqual(events.map(({ type, by, grantId }) => [type, by, grantId]).at(-1), [
      'revoked',
      undefined,
      id,
    ])
    const [act] = await actsOf()
    assert.deepEqual(
      [act?.operation, act?.target, act?.reason, act?.before, act?.after],
      ['grant.revoke', { kind: 'grant', id }, reason, { status: 'active' }, { status: 'revoked' }],
    )
    assert.equal(await world.core.checkEvidence(id), undefined)
  })

  it('keeps the reason under her own key', async () => {
    const { id } = await give()
    await desk.revokeGrant({ operator: operator('support'), id, reason })
    const [row] = await database
      .connection()
      .read<{ told: unknown; sealed: Buffer }>('select told, sealed from operator_act')
    assert.equal(row?.told, null)
    assert.ok(!row.sealed.includes(reason))
    assert.ok(!JSON.stringify(world.recorded).includes(reason))
    await world.ports.parties.forget(world.kari.id)
    assert.equal((await actsOf())[0]?.reason, undefined)
  })

  it('keeps nothing when the consent has ended, or is none, or it is no duty', async () => {
    const { id } = await give()
    await world.core.revokeGrant({ id, by: world.kari.id, reason: 'giver' })
    const refusals = [
      [{ operator: operator('support'), id, reason }, 'authorization-grant.not-active'],
      [
        { operator: operator('support'), id: world.kari.id as never, reason },
        'authorization-grant.not-found',
      ],
      [{ operator: operator('support'), id, reason: '' }, 'request.malformed'],
      [{ operator: operator('administrator'), id, reason }, 'caller.forbidden'],
    ] as const
    for (const [command, code] of refusals)
      await assert.rejects(desk.revokeGrant(command), error => isRefused(error, code), code)
    assert.deepEqual(await actsOf(), [])
  })
})
