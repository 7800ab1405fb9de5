import type { Brand } from '../brand.ts'
import type { PartyId } from '../ids.ts'
import { Problem } from '../problem.ts'
import type { ActTarget } from './operator-act.ts'
import type { Operation } from './operations.ts'
import type { Operator } from './operator.ts'

export type ProposalId = Brand<'ProposalId'>

/** What an operator wants done, and another one must want, too. */
export interface Proposal {
  readonly id: ProposalId
  readonly operation: Operation
  /** Which verb of the desk does it. */
  readonly verb: string
  /** What the verb is told, as JSON; absent once the party whom it is about was erased. */
  readonly command?: Readonly<Record<string, unknown>> | undefined
  readonly target: ActTarget
  /** Whom it is about: what was said is erased with her. */
  readonly party?: PartyId | undefined
  readonly by: Pick<Operator, 'id' | 'name' | 'door'>
  readonly reason?: string | undefined
  readonly at: Date
  readonly expiresAt: Date
  /** Absent until somebody decides. */
  readonly decision?: ProposalDecision | undefined
}

export interface ProposalDecision {
  readonly what: 'approved' | 'refused'
  readonly by: Pick<Operator, 'id' | 'name' | 'door'>
  readonly at: Date
}

export const proposalStatuses = ['open', 'approved', 'refused', 'expired'] as const

/** `expired` is never stored: it is what an open proposal becomes when nobody decides in time. */
export type ProposalStatus = (typeof proposalStatuses)[number]

export function proposalStatusAt({ decision, expiresAt }: Proposal, now: Date): ProposalStatus {
  if (decision) return decision.what
  return now >= expiresAt ? 'expired' : 'open'
}

const lastsMilliseconds = 7 * 24 * 3600_000

export const proposalEnds = (at: Date): Date => new Date(at.getTime() + lastsMilliseconds)

/**
 * The proposal as decided. Throws `proposal.not-open` when it is no longer for anybody to decide, and `proposal.own` for a yes of
 * the very operator whose it is, at whichever door; a no may be anybody's.
 */
export function decided(
  proposal: Proposal,
  what: ProposalDecision['what'],
  { by, at }: Pick<ProposalDecision, 'by' | 'at'>,
): Proposal {
  const status = proposalStatusAt(proposal, at)
  if (status !== 'open') throw new Problem('proposal.not-open', `The proposal is ${status}`)
  if (what === 'approved' && by.id === proposal.by.id) {
    throw new Problem('proposal.own', 'Somebody else must approve what you propose')
  }
  const { id, name, door } = by
  return { ...proposal, decision: { what, by: { id, name, door }, at } }
}

/** Not done, but kept for another operator to decide. */
export class Proposed extends Problem<'operation.proposed'> {
  readonly proposal: Proposal

  constructor(proposal: Proposal) {
    super('operation.proposed', 'It is kept as a proposal, and done when another operator approves it')
    this.proposal = proposal
  }
}
