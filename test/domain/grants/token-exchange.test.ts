import assert from 'node:assert/strict'
import { actClaim, actorsIn } from '../../../server/domain/grants/actors.ts'
import { exchanged } from '../../../server/domain/grants/token-exchange.ts'
import { expectProblem } from '../../support/expect-problem.ts'

const subject = {
  clientId: 'web',
  audience: 'https://debts.example',
  scopes: ['a', 'b'],
  details: [],
  actors: [],
}
const by = { id: 'processor', mayActFor: ['web'], audiences: [subject.audience], scopeValues: ['b', 'a'] }
const nothing = { audiences: [], scopes: undefined, details: undefined }
const purpose = { tokenExchange: undefined }

describe('Who exchanges a token', () => {
  it('T1: is named in act, the last one outermost', () => {
    assert.equal(actClaim([]), undefined)
    const act = { sub: 'b', client_id: 'b', act: { sub: 'a', client_id: 'a' } }
    assert.deepEqual(actClaim(['a', 'b']), act)
    assert.deepEqual(actorsIn(act), ['a', 'b'])
    assert.deepEqual(actorsIn(undefined), [])
  })

  it('T1: gets the scopes of the old token in their order, each once', () => {
    const scopes = ['b', 'a', 'b']
    assert.deepEqual(exchanged(subject, { ...nothing, scopes }, { by, purpose }).scopes, ['a', 'b'])
    assert.deepEqual(exchanged(subject, nothing, { by, purpose }).scopes, ['a', 'b'])
  })

  it('T4: does not exchange its own token of the consent, only one that it got by exchange', () => {
    const own = { ...subject, clientId: 'processor' }
    expectProblem('token-exchange.refused', () => exchanged(own, nothing, { by, purpose }))
    const got = { ...own, actors: ['processor'] }
    assert.deepEqual(exchanged(got, nothing, { by, purpose }).scopes, ['a', 'b'])
  })

  it('T9: ends a chain that has become too long', () => {
    const long = { ...subject, clientId: 'processor', actors: Array<string>(8).fill('processor') }
    expectProblem('token-exchange.refused', () => exchanged(long, nothing, { by, purpose }))
  })
})
