import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import {
  exampleProposal,
  otherProposalId,
  ProposalDocument,
  proposalDocument,
} from '../../wire/proposal-document.ts'
import { Reason } from '../../wire/reason.ts'
import { ApprovalPath, proposalIdIn } from './approval-path.ts'

const Refusal = z.strictObject({ reason: Reason.optional() })

export const refuse = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ApprovalPath, unknown, z.infer<typeof Refusal>>({
    method: 'post',
    path: '/approvals/:id/refuse',
    operationId: 'refuse',
    summary: 'Leave undone what was proposed; whoever proposed it may, too',
    params: ApprovalPath,
    body: Refusal,
    response: { status: 200, description: 'It will not be done', body: ProposalDocument },
    refusals: ['proposal.not-found', 'proposal.not-open'],
    example: {
      params: { id: otherProposalId },
      body: { reason: 'The old key is fine' },
      answer: {
        ...exampleProposal,
        id: otherProposalId,
        status: 'refused',
        decided_by: exampleProposal.by,
        decided_at: '2026-11-30T10:00:00+00:00',
      },
    },
    handle: async ({ caller: operator, params, body: { reason }, traceId }) => {
      const proposal = await desk.refuseProposal({ operator, id: proposalIdIn(params), reason, traceId })
      return { status: 200, body: proposalDocument(proposal, 'refused') }
    },
  })
