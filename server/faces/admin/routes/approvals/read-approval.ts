import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleProposal, ProposalDocument, proposalDocument } from '../../wire/proposal-document.ts'
import { ApprovalPath, proposalIdIn } from './approval-path.ts'

export const readApproval = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ApprovalPath>({
    method: 'get',
    path: '/approvals/:id',
    operationId: 'readApproval',
    summary: 'One proposal, as far as the caller may do what is proposed',
    params: ApprovalPath,
    response: { status: 200, description: 'The proposal', body: ProposalDocument },
    refusals: ['proposal.not-found'],
    example: { params: { id: exampleProposal.id }, answer: exampleProposal },
    handle: async ({ caller: operator, params }) => {
      const { proposal, status } = await desk.readProposal({ operator, id: proposalIdIn(params) })
      return { status: 200, body: proposalDocument(proposal, status) }
    },
  })
