import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleProposal, ProposalDocument, proposalDocument } from '../../wire/proposal-document.ts'
import { Reason } from '../../wire/reason.ts'
import { ApprovalPath, proposalIdIn } from './approval-path.ts'

const Approval = z.strictObject({ reason: Reason.optional() })

const Approved = ProposalDocument.extend({
  client_secret: z.string().optional().describe('The secret that was made with it, shown this once'),
})

const exampleApproved = {
  ...exampleProposal,
  status: 'approved',
  decided_by: { id: 'other-administrator', name: 'The other administrator', door: 'api' },
  decided_at: '2026-11-30T10:00:00+00:00',
} as const

export const approve = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<ApprovalPath, unknown, z.infer<typeof Approval>>({
    method: 'post',
    path: '/approvals/:id/approve',
    operationId: 'approve',
    summary: 'Do what another operator proposed; what is refused then leaves the proposal as it was',
    params: ApprovalPath,
    body: Approval,
    response: { status: 200, description: 'It is done', body: Approved },
    refusals: [
      'proposal.not-found',
      'proposal.not-open',
      'proposal.own',
      'registry.malformed',
      'version.stale',
    ],
    example: {
      params: { id: exampleProposal.id },
      body: { reason: 'Looked at together' },
      answer: exampleApproved,
    },
    handle: async ({ caller: operator, params, body: { reason }, traceId }) => {
      const id = proposalIdIn(params)
      const { proposal, answer } = await desk.approveProposal({ operator, id, reason, traceId })
      return { status: 200, body: { ...proposalDocument(proposal, 'approved'), ...secretIn(answer) } }
    },
  })

const secretIn = (answer: unknown): { readonly client_secret?: string } =>
  answer !== null && typeof answer === 'object' && 'secret' in answer && typeof answer.secret === 'string'
    ? { client_secret: answer.secret }
    : {}
