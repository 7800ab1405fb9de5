import assert from 'node:assert/strict'
import {
  assertOnDuty,
  mayDo,
  type Operator,
  roles,
  scopesOf,
} from '../../../server/domain/operators/operator.ts'
import { operationNames, operations, operatorScopes } from '../../../server/domain/operators/operations.ts'
import type { Operation } from '../../../server/domain/operators/operations.ts'
import { isRefused } from '../../../server/domain/problem.ts'

const operator = (role: keyof typeof scopesOf): Operator => ({
  id: role,
  name: role,
  door: 'api',
  scopes: new Set(scopesOf[role]),
})

const only = (role: keyof typeof scopesOf): readonly Operation[] =>
  operationNames.filter(one => mayDo(operator(role), one))

describe('operators', () => {
  it('have somebody for everything that is done', () => {
    for (const operation of operationNames) {
      assert.ok(
        roles.some(role => mayDo(operator(role), operation)),
        operation,
      )
    }
    assert.deepEqual(
      operatorScopes.filter(scope => !operationNames.some(one => operations[one].scope === scope)),
      [],
    )
  })

  it('who support find persons, and write no clients and read no audit', () => {
    const done = only('support')
    assert.ok(done.includes('person.find') && done.includes('grant.revoke') && done.includes('evidence.read'))
    assert.deepEqual(
      done.filter(one => /^(client|registry|audit|key)\./.test(one)),
      [],
    )
  })

  it('who audit read audit, evidence and the registry, and find nobody', () => {
    assert.deepEqual(
      only('auditor').filter(one => !one.endsWith('.read')),
      [],
    )
    assert.deepEqual(
      only('auditor').filter(one => /^(person|grant|request|document|session)\./.test(one)),
      [],
    )
  })

  it('are refused what is not theirs', () => {
    assert.throws(
      () => assertOnDuty(operator('auditor'), 'person.find', 'because'),
      error => isRefused(error, 'caller.forbidden') && error.message.includes('consents.support'),
    )
  })

  it('write no national identity number into a reason, with or without signs between its digits', () => {
    for (const number of [
      '14842249091',
      '148422 49091',
      '148422-49091',
      '14.84.22 490 91',
      '14 84 22 49091',
    ]) {
      assert.throws(
        () => assertOnDuty(operator('support'), 'person.find', `Called about ${number}.`),
        error => isRefused(error, 'request.malformed') && error.pointer === '/reason',
        number,
      )
    }
    for (const other of [
      'called 22 84 90 91 on 30.11.2026 at 09:00',
      'case 2026-148422490',
      'order 0047 12345678',
    ]) {
      assert.equal(assertOnDuty(operator('support'), 'person.find', other), other)
    }
  })

  it('say why they look at somebody', () => {
    for (const reason of [undefined, '', '  \n']) {
      assert.throws(
        () => assertOnDuty(operator('support'), 'person.find', reason),
        error => isRefused(error, 'request.malformed') && error.pointer === '/reason',
      )
    }
    assert.throws(() => assertOnDuty(operator('support'), 'person.find', 'x'.repeat(501)), /500/)
    assert.equal(assertOnDuty(operator('support'), 'person.find', ' she called '), 'she called')
    assert.equal(assertOnDuty(operator('administrator'), 'client.read'), undefined)
  })
})
