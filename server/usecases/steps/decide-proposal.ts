import { assertOnDuty, mayDo, type Operator } from '../../domain/operators/operator.ts'
import {
  decided,
  type Proposal,
  type ProposalDecision,
  type ProposalId,
} from '../../domain/operators/proposal.ts'
import { Problem } from '../../domain/problem.ts'
import type { Proposals } from '../../ports/operators/proposals.ts'
import { type ActPorts, recordAct } from './record-act.ts'

interface Ports extends ActPorts {
  readonly proposals: Pick<Proposals, 'hold' | 'decide'>
}

export interface DecideProposal {
  readonly operator: Operator
  readonly id: ProposalId
  readonly reason?: string | undefined
  readonly traceId?: string | undefined
}

export const unknownProposal = (): Problem => new Problem('proposal.not-found', 'There is no such proposal')

/**
 * Decides a proposal, within the unit of work of what follows from it. Whose duty the proposed is not has no such proposal, as in
 * lists. Throws `proposal.not-found`, `proposal.not-open` or `proposal.own`.
 */
export const decideProposal =
  ({ proposals, ...ports }: Ports) =>
  async (what: ProposalDecision['what'], command: DecideProposal): Promise<Proposal> => {
    const { operator, id, reason, traceId } = command
    const proposal = await proposals.hold(id)
    if (!proposal || !mayDo(operator, proposal.operation)) throw unknownProposal()
    const { operation, party, by } = proposal
    const said = assertOnDuty(operator, operation, reason ?? proposal.reason)
    const done = decided(proposal, what, { by: operator, at: ports.clock.now() })
    await proposals.decide(done)
    await recordAct(ports)({
      operator,
      operation,
      target: { kind: 'proposal', id },
      party,
      reason: said,
      before: { status: 'open', by },
      after: { status: what },
      traceId,
    })
    return done
  }
