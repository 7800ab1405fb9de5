import assert from 'node:assert/strict'
import { accept, reject, requestStatusAt, withdraw } from '../../../server/domain/requests/consent-request.ts'
import { expectProblem } from '../../support/expect-problem.ts'
import { aDecision, aRequest, at, bank, grantId, kari, noon, ola } from '../../support/fixtures.ts'

describe('a consent request', () => {
  const due = aRequest().answerBy

  it('expires at the instant its answer is due, not after it', () => {
    assert.equal(requestStatusAt(aRequest(), at(-1, due)), 'pending')
    assert.equal(requestStatusAt(aRequest(), due), 'expired')
    assert.equal(requestStatusAt(aRequest(), at(1, due)), 'expired')
  })

  it('keeps its answer when the time is over', () => {
    const { request } = accept(aRequest(), aDecision(), { grantId })
    assert.equal(requestStatusAt(request, at(1, due)), 'accepted')
  })

  it('gives a grant for what was asked when accepted', () => {
    const { request, grant } = accept(aRequest(), aDecision(), { grantId })
    assert.deepEqual(request.state, { name: 'accepted', decision: aDecision(), grantId })
    assert.equal(grant.requestId, request.id)
    assert.equal(grant.grantedTo, bank)
    assert.equal(grant.grantedBy, kari)
    assert.equal(grant.grantedFor, kari)
    assert.deepEqual(grant.scopes, request.scopes)
    assert.deepEqual(grant.validity, { from: noon, to: at(30 * 24 * 3600 * 1000) })
    assert.equal(grant.singleUse, false)
  })

  it('gives a grant until the named end when the asker named one', () => {
    const until = at(5000)
    const { grant } = accept(aRequest({ asks: { singleUse: true, until } }), aDecision(), { grantId })
    assert.deepEqual(grant.validity, { from: noon, to: until })
    assert.equal(grant.singleUse, true)
  })

  it('gives no grant whose end has passed', () => {
    const asked = aRequest({ asks: { singleUse: true, until: noon } })
    expectProblem('validity.malformed', () => accept(asked, aDecision(), { grantId }))
  })

  it('is not for somebody else to answer', () => {
    expectProblem('consent-request.not-yours', () => accept(aRequest(), aDecision({ by: ola }), { grantId }))
    expectProblem('consent-request.not-yours', () => reject(aRequest(), aDecision({ by: ola })))
  })

  it('takes the login level it requires to be accepted, but any level to be rejected', () => {
    const asked = aRequest({ requiredLevel: 'high' })
    expectProblem('consent-request.level-too-low', () => accept(asked, aDecision(), { grantId }))
    assert.equal(reject(asked, aDecision({ level: 'low' })).state.name, 'rejected')
  })

  it('is answered once', () => {
    const { request: accepted } = accept(aRequest(), aDecision(), { grantId })
    const rejected = reject(aRequest(), aDecision())
    for (const answered of [accepted, rejected]) {
      expectProblem('consent-request.already-decided', () => accept(answered, aDecision(), { grantId }))
      expectProblem('consent-request.already-decided', () => reject(answered, aDecision()))
      expectProblem('consent-request.already-decided', () => withdraw(answered, { by: bank, at: noon }))
    }
  })

  it('is not answered after its time, nor after the asker withdrew it', () => {
    const withdrawn = withdraw(aRequest(), { by: bank, at: noon })
    expectProblem('consent-request.withdrawn', () => accept(withdrawn, aDecision(), { grantId }))
    expectProblem('consent-request.expired', () => accept(aRequest(), aDecision({ at: due }), { grantId }))
    expectProblem('consent-request.expired', () => reject(aRequest(), aDecision({ at: due })))
  })

  it('may be rejected after its time by those whom it does not harm', () => {
    assert.equal(reject(aRequest(), aDecision({ at: due }), { late: true }).state.name, 'rejected')
    const withdrawn = withdraw(aRequest(), { by: bank, at: noon })
    expectProblem('consent-request.withdrawn', () => reject(withdrawn, aDecision(), { late: true }))
  })

  it('about somebody else is answered by who acts for that one, unless another is named', () => {
    const asked = aRequest({ requestedFrom: bank, requestedTo: bank })
    const acting = aDecision({ by: ola, role: 'representative' })
    const { grant } = accept(asked, acting, { grantId })
    assert.deepEqual([grant.grantedFor, grant.grantedBy], [bank, ola])
    expectProblem('consent-request.not-yours', () => accept(asked, aDecision({ by: ola }), { grantId }))
    const named = { ...asked, requestedTo: kari }
    expectProblem('consent-request.not-yours', () => accept(named, acting, { grantId }))
    assert.equal(accept(named, aDecision({ role: 'representative' }), { grantId }).grant.grantedBy, kari)
  })

  it('gives a grant for years of the calendar when that is asked', () => {
    const { grant } = accept(aRequest({ asks: { singleUse: true, years: 1 } }), aDecision(), { grantId })
    assert.deepEqual(grant.validity, {
      from: new Date('2026-11-19T23:00:00Z'),
      to: new Date('2027-11-19T23:00:00Z'),
    })
  })

  it('is withdrawn by its asker only', () => {
    expectProblem('consent-request.not-found', () => withdraw(aRequest(), { by: kari, at: noon }))
    assert.deepEqual(withdraw(aRequest(), { by: bank, at: noon }).state, { name: 'withdrawn', at: noon })
  })

  it('is left as it was by every transition', () => {
    const asked = Object.freeze(aRequest())
    accept(asked, aDecision(), { grantId })
    reject(asked, aDecision())
    withdraw(asked, { by: bank, at: noon })
    assert.deepEqual(asked, aRequest())
  })
})
