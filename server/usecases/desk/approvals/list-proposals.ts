import { mayDo, type Operator } from '../../../domain/operators/operator.ts'
import { operationNames } from '../../../domain/operators/operations.ts'
import { type Proposal, type ProposalStatus, proposalStatusAt } from '../../../domain/operators/proposal.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Proposals } from '../../../ports/operators/proposals.ts'
import type { Page, PageRequest } from '../../../ports/requests/consent-query.ts'

interface Ports {
  readonly proposals: Pick<Proposals, 'list'>
  readonly clock: Clock
}

interface ListProposals {
  readonly operator: Operator
  /** Only what nobody has decided yet; all when not said. */
  readonly undecided: boolean
  readonly page: PageRequest
}

export interface StandingProposal {
  readonly proposal: Proposal
  readonly status: ProposalStatus
}

/** What was proposed of what is the operator's duty, newest first. */
export const listProposals =
  ({ proposals, clock }: Ports) =>
  async ({ operator, undecided, page }: ListProposals): Promise<Page<StandingProposal>> => {
    const operations = operationNames.filter(operation => mayDo(operator, operation))
    const { items, next } = await proposals.list({ operations, undecided }, page)
    const now = clock.now()
    return { items: items.map(proposal => ({ proposal, status: proposalStatusAt(proposal, now) })), next }
  }
