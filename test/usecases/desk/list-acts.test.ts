import assert from 'node:assert/strict'
import type { OperatorRole } from '../../../server/domain/operators/operator.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { recordAct } from '../../../server/usecases/steps/record-act.ts'
import { onEachDatabase } from '../../support/database.ts'
import { operator } from '../../support/operators.ts'
import { storesOn } from '../../support/stores.ts'
import { openDesk } from '../../../server/usecases/desk/index.ts'

onEachDatabase('the acts of operators', database => {
  it('are read by whoever audits, and by nobody else', async () => {
    const stores = storesOn(database)
    const desk = openDesk(stores)
    await recordAct(stores)({
      operator: operator('administrator'),
      operation: 'client.suspend',
      target: { kind: 'client', id: 'bank' },
      reason: 'Its secret was found in the open',
    })
    const ask = (role: OperatorRole) =>
      desk.listActs({ operator: operator(role), filter: {}, page: { limit: 10 } })
    const [act] = (await ask('auditor')).items
    assert.deepEqual(
      [act?.operator.id, act?.operation, act?.reason, act?.at],
      ['demo-administrator', 'client.suspend', 'Its secret was found in the open', stores.clock.now()],
    )
    for (const role of ['administrator', 'support'] as const) {
      await assert.rejects(ask(role), error => isRefused(error, 'caller.forbidden'))
    }
  })
})
