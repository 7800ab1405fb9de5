import assert from 'node:assert/strict'
import { type OperatorScope, operatorScopes } from '../../../server/domain/operators/operations.ts'
import { roles, scopesOf } from '../../../server/domain/operators/operator.ts'
import { managementApi } from '../../../server/faces/admin/management-api.ts'
import type { FaceTools } from '../../../server/faces/face-module.ts'
import { type DemoApp, startDemoApp } from '../../support/demo-app.ts'
import { type OperatorsDoor, operatorsDoor } from '../../support/operators-door.ts'

const { routes } = managementApi({ desk: {}, managementUrl: 'http://127.0.0.1' } as FaceTools)

const isBeyond = (scopes: readonly OperatorScope[], route: (typeof routes)[number]): boolean =>
  (route.scopes ?? []).some(scope => !(scopes as readonly string[]).includes(scope))

describe('the operators of the demo, at the management API', () => {
  let app: DemoApp
  let door: OperatorsDoor
  before(async () => {
    app = await startDemoApp()
    door = operatorsDoor(app)
  })
  after(() => app.close())

  for (const role of roles) {
    it(`are refused all that is no duty of the ${role}`, async () => {
      const token = await door.tokenOf(await door.role(role))
      const beyond = routes.filter(route => isBeyond(scopesOf[role], route))
      assert.ok(beyond.length > 5)
      for (const route of beyond) {
        const { status, json } = await door.example(token, route)
        assert.deepEqual([status, json.code], [403, 'caller.forbidden'], route.operationId)
      }
    })
  }

  it('share no scope that would let one look persons up and register, or audit and do either', () => {
    const mayBoth = (one: OperatorScope, other: OperatorScope) =>
      roles.filter(role => scopesOf[role].includes(one) && scopesOf[role].includes(other))
    for (const write of operatorScopes.filter(scope => /^(clients|registry|keys)\.write$/.test(scope))) {
      assert.deepEqual(mayBoth('consents.support', write), [])
      assert.deepEqual(mayBoth('audit.read', write), [])
    }
    assert.deepEqual(mayBoth('consents.support', 'audit.read'), [])
  })
})
