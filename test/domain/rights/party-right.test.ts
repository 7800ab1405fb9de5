import assert from 'node:assert/strict'
import {
  isUntilFurtherNotice,
  rightStatusAt,
  sameStatement,
  untilFurtherNotice,
} from '../../../server/domain/rights/party-right.ts'
import { at, bank, kari, noon } from '../../support/fixtures.ts'
import { vouched } from '../../support/vouched.ts'

const validity = { from: noon, to: at(1000) }
const right = { actor: kari, onBehalfOf: bank, resource: 'consents', action: '*' }

describe('a right to act for another', () => {
  it('stands from its beginning until its end, unless somebody ended it', () => {
    const statuses = [-1, 0, 999, 1000].map(ms => rightStatusAt({ validity, ended: undefined }, at(ms)))
    assert.deepEqual(statuses, ['not-yet-valid', 'active', 'active', 'expired'])
    const ended = { at: at(10), by: 'Vera', how: 'ended' } as const
    assert.equal(rightStatusAt({ validity, ended }, at(5)), 'ended')
  })

  it('is stated anew by any other word about it', () => {
    const one = vouched(right, validity, { document: { reference: 'sak 12' } })
    assert.ok(sameStatement(one, { ...one, validity: { ...validity } }))
    const others = [
      { kind: 'role' },
      { source: 'file:roles' },
      { validity: { from: noon, to: at(2000) } },
      { document: { reference: 'sak 13' } },
      { document: { name: 'sak 12' } },
      { document: undefined },
    ] as const
    for (const other of others) assert.ok(!sameStatement(one, { ...one, ...other }))
  })

  it('has no end until further notice', () => {
    assert.ok(isUntilFurtherNotice({ from: noon, to: untilFurtherNotice }))
    assert.ok(!isUntilFurtherNotice(validity))
  })
})
