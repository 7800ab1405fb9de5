import assert from 'node:assert/strict'
import {
  decided,
  type Proposal,
  type ProposalId,
  proposalEnds,
  proposalStatusAt,
} from '../../../server/domain/operators/proposal.ts'
import { isRefused } from '../../../server/domain/problem.ts'
import { at, noon } from '../../support/fixtures.ts'

const by = { id: 'ola', name: 'Ola', door: 'console' } as const
const other = { id: 'kari', name: 'Kari', door: 'api' } as const

const proposal: Proposal = {
  id: 'p1' as ProposalId,
  operation: 'key.rotate',
  verb: 'rotateKey',
  command: {},
  target: { kind: 'keys', id: 'ES256' },
  by,
  at: noon,
  expiresAt: proposalEnds(noon),
}

const end = proposal.expiresAt
const justBefore = new Date(end.getTime() - 1)

describe('a proposal', () => {
  it('is open until it is decided, or its time is over', () => {
    assert.equal(proposalStatusAt(proposal, justBefore), 'open')
    assert.equal(proposalStatusAt(proposal, end), 'expired')
    const approved = decided(proposal, 'approved', { by: other, at: at(1) })
    assert.deepEqual([approved.decision?.by, proposalStatusAt(approved, end)], [other, 'approved'])
  })

  it('is decided once, in time', () => {
    const refused = decided(proposal, 'refused', { by: other, at: at(1) })
    for (const late of [refused, { ...proposal, expiresAt: at(1) }]) {
      for (const what of ['approved', 'refused'] as const) {
        assert.throws(
          () => decided(late, what, { by: other, at: at(2) }),
          error => isRefused(error, 'proposal.not-open'),
        )
      }
    }
  })

  it('is approved by nobody whose it is, at no door, and may be taken back by whose it is', () => {
    for (const door of ['api', 'console', 'command'] as const) {
      assert.throws(
        () => decided(proposal, 'approved', { by: { ...by, door }, at: at(1) }),
        error => isRefused(error, 'proposal.own'),
      )
    }
    assert.equal(decided(proposal, 'refused', { by, at: at(1) }).decision?.what, 'refused')
  })
})
