import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'
import { exampleProposal, ProposalDocument, proposalDocument } from '../../wire/proposal-document.ts'

const Query = z.object({
  which: z
    .enum(['undecided', 'all'])
    .default('undecided')
    .describe('Only what nobody has decided, or that, too, which was approved or refused'),
  ...paging,
})

export const listApprovals = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    method: 'get',
    path: '/approvals',
    operationId: 'listApprovals',
    summary: 'What operators proposed, as far as the caller may do it, newest first',
    query: Query,
    response: { status: 200, description: 'A page of proposals', body: pageOf(ProposalDocument) },
    refusals: ['request.malformed'],
    example: { query: { which: 'undecided' }, answer: { items: [exampleProposal] } },
    handle: async ({ caller: operator, query }) => {
      const undecided = query.which === 'undecided'
      const page = await desk.listProposals({ operator, undecided, page: pageRequest(query) })
      return {
        status: 200,
        body: shownPage(page, ({ proposal, status }) => proposalDocument(proposal, status)),
      }
    },
  })
