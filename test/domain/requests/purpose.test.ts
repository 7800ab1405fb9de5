import assert from 'node:assert/strict'
import { organization, person } from '../../../server/domain/party.ts'
import {
  assertMayBeAsked,
  type Purpose,
  reaches,
  secondsFor,
} from '../../../server/domain/requests/purpose.ts'
import { covers, identityScope } from '../../../server/domain/registry/scope.ts'
import { expectProblem } from '../../support/expect-problem.ts'

const text = { nb: 'a', nn: 'a', en: 'a' }

const loan: Purpose = {
  id: 'loan',
  version: 1,
  name: text,
  description: text,
  whenDeclined: text,
  permissions: ['debt.read'],
  singleUse: false,
  defaultSeconds: 60,
  longestSeconds: 3600,
  loginLevel: 'substantial',
}

describe('a purpose', () => {
  it('gives its default when nothing is wished, and never shortens a wish silently', () => {
    assert.equal(secondsFor(loan, undefined), 60)
    assert.equal(secondsFor(loan, 3600), 3600)
    expectProblem('purpose.too-long', () => secondsFor(loan, 3601))
  })

  it('lets nobody ask who the person is unless it says so, beyond that she logged in', () => {
    const about = (name: string) => identityScope(name, 'https://consent.example')
    const ask = (identityScopes: Purpose['identityScopes'], ...names: string[]) =>
      assertMayBeAsked({ ...loan, permissions: ['*'], identityScopes }, names.map(about))
    ask([], 'openid')
    ask(['pid'], 'openid', 'pid')
    for (const name of ['profile', 'pid']) expectProblem('scope.unknown', () => ask([], 'openid', name))
    expectProblem('scope.unknown', () => ask(['profile'], 'profile', 'pid'))
    ask(undefined, 'profile', 'pid')
  })

  it('orders login levels', () => {
    assert.equal(reaches('high', 'substantial'), true)
    assert.equal(reaches('substantial', 'substantial'), true)
    assert.equal(reaches('low', 'substantial'), false)
  })
})

describe('scopes', () => {
  const read = { permission: 'debt.read', resourceType: 'api', resourceId: 'https://debt.example' }

  it('cover what is among them, byte for byte', () => {
    assert.equal(covers([read], [read]), true)
    assert.equal(covers([read], []), true)
    assert.equal(covers([read], [{ ...read, permission: 'debt.read\u200b' }]), false)
    assert.equal(covers([read], [{ ...read, resourceId: 'https://debt.example/' }]), false)
  })
})

describe('party identifiers', () => {
  it('are ASCII digits of the right length', () => {
    assert.equal(person('14842249091').scheme, 'nin')
    assert.equal(organization('810419512').scheme, 'orgno')
    for (const bad of ['1484224909', '１4842249091', '14842249091 ', '']) {
      expectProblem('party.malformed', () => person(bad))
    }
    for (const bad of ['81041951', '8104195122', '８10419512']) {
      expectProblem('party.malformed', () => organization(bad))
    }
  })
})
