import { mayDo, type Operator } from '../../../domain/operators/operator.ts'
import {
  type Proposal,
  type ProposalId,
  type ProposalStatus,
  proposalStatusAt,
} from '../../../domain/operators/proposal.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Proposals } from '../../../ports/operators/proposals.ts'
import { unknownProposal } from '../../steps/decide-proposal.ts'

interface Ports {
  readonly proposals: Pick<Proposals, 'find'>
  readonly clock: Clock
}

interface ReadProposal {
  readonly operator: Operator
  readonly id: ProposalId
}

/** Throws `proposal.not-found`, also for what is no duty of the operator. */
export const readProposal =
  ({ proposals, clock }: Ports) =>
  async ({
    operator,
    id,
  }: ReadProposal): Promise<{ readonly proposal: Proposal; readonly status: ProposalStatus }> => {
    const proposal = await proposals.find(id)
    if (!proposal || !mayDo(operator, proposal.operation)) throw unknownProposal()
    return { proposal, status: proposalStatusAt(proposal, clock.now()) }
  }
