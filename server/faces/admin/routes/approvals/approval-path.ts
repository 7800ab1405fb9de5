import { z } from 'zod'
import { isUuid } from '../../../../domain/ids.ts'
import type { ProposalId } from '../../../../domain/operators/proposal.ts'
import { Problem } from '../../../../domain/problem.ts'

export const ApprovalPath = z.object({ id: z.string().min(1).max(100) })

export type ApprovalPath = z.infer<typeof ApprovalPath>

/** Throws `proposal.not-found` for what can be none. */
export function proposalIdIn({ id }: ApprovalPath): ProposalId {
  if (!isUuid(id)) throw new Problem('proposal.not-found', 'There is no such proposal')
  return id.toLowerCase() as ProposalId
}
