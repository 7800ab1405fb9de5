import assert from 'node:assert/strict'
import {
  beginUse,
  exhaust,
  grantStatusAt,
  release,
  revoke,
} from '../../../server/domain/grants/authorization-grant.ts'
import { expectProblem } from '../../support/expect-problem.ts'
import { aGrant, at, kari, noon } from '../../support/fixtures.ts'

describe('an authorization grant', () => {
  const { from, to } = aGrant().validity
  const single = aGrant({ singleUse: true })

  it('is valid from its first instant to just before its last', () => {
    assert.equal(grantStatusAt(aGrant(), at(-1, from)), 'not-yet-valid')
    assert.equal(grantStatusAt(aGrant(), from), 'active')
    assert.equal(grantStatusAt(aGrant(), at(-1, to)), 'active')
    assert.equal(grantStatusAt(aGrant(), to), 'expired')
  })

  it('stays revoked or exhausted when its time is over', () => {
    const revoked = revoke(aGrant(), { by: kari, at: noon, reason: 'giver' })
    assert.equal(grantStatusAt(revoked, to), 'revoked')
    assert.equal(grantStatusAt(exhaust(single, noon), to), 'exhausted')
  })

  it('is revoked once, and not when it is over', () => {
    const revoked = revoke(aGrant(), { by: kari, at: noon, reason: 'giver' })
    const again = () => revoke(revoked, { by: kari, at: noon, reason: 'giver' })
    expectProblem('authorization-grant.not-active', again)
    expectProblem('authorization-grant.not-active', () =>
      revoke(aGrant(), { by: kari, at: to, reason: 'giver' }),
    )
  })

  it('is revoked before its first instant, too: by a process whose clock is a little behind', () => {
    const revoked = revoke(aGrant(), { by: kari, at: at(-1, from), reason: 'giver' })
    assert.equal(grantStatusAt(revoked, from), 'revoked')
  })

  it('for a single use is reserved by the first to begin, and free again after the reservation', () => {
    const begun = beginUse(single, { at: noon, seconds: 60 })
    expectProblem('authorization-grant.in-use', () => beginUse(begun, { at: at(59_999), seconds: 60 }))
    assert.deepEqual(beginUse(begun, { at: at(60_000), seconds: 60 }).reservedUntil, at(120_000))
    assert.equal(release(begun).reservedUntil, undefined)
  })

  it('for many uses is not reserved', () => {
    assert.equal(beginUse(aGrant(), { at: noon, seconds: 60 }).reservedUntil, undefined)
  })

  it('is not used when it is not active', () => {
    const revoked = revoke(single, { by: kari, at: noon, reason: 'giver' })
    for (const ended of [revoked, exhaust(single, noon)]) {
      expectProblem('authorization-grant.not-active', () => beginUse(ended, { at: noon, seconds: 60 }))
      expectProblem('authorization-grant.not-active', () => exhaust(ended, noon))
    }
  })
})
