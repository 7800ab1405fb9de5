import type { Operation } from '../../domain/operators/operations.ts'
import type { Proposal, ProposalId } from '../../domain/operators/proposal.ts'
import type { Page, PageRequest } from '../requests/consent-query.ts'

export interface ProposalFilter {
  readonly operations: readonly Operation[]
  /** Whether only those that nobody has decided, expired ones among them. */
  readonly undecided: boolean
}

/** What operators propose. Of a party who was forgotten nothing can be read but what it was that was proposed. */
export interface Proposals {
  add(proposal: Proposal): Promise<void>
  find(id: ProposalId): Promise<Proposal | undefined>
  /** The same, and nobody else decides until the unit of work around it has ended. */
  hold(id: ProposalId): Promise<Proposal | undefined>
  /** Keeps the decision of one that is held. */
  decide(proposal: Proposal): Promise<void>
  /** Newest first. */
  list(filter: ProposalFilter, page: PageRequest): Promise<Page<Proposal>>
}
