import { z } from 'zod'
import type { RightSource } from '../../../../domain/rights/party-right.ts'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'
import { exampleShownRight, RightDocument, rightDocument } from '../../wire/right-documents.ts'

const Query = z.object({
  source: z.string().max(100).optional().describe('`desk`, `file:<name>` or `register:<name>`'),
  standing: z
    .enum(['current', 'over'])
    .optional()
    .describe('Those that stand, or that are over; both when not said'),
  ...paging,
})

export const listRights = ({ desk, clock }: Pick<AdminTools, 'desk' | 'clock'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'right.read',
    method: 'get',
    path: '/rights',
    operationId: 'listRights',
    summary: 'Who may act for whom, newest first; persons by their ids alone',
    query: Query,
    response: { status: 200, description: 'A page of rights', body: pageOf(RightDocument) },
    refusals: ['request.malformed'],
    example: { query: { standing: 'current' }, answer: { items: [exampleShownRight] } },
    handle: async ({ caller: operator, query, traceId }) => {
      const search = { source: query.source as RightSource | undefined, standing: query.standing }
      const found = await desk.listRights({ operator, search, page: pageRequest(query), traceId })
      return { status: 200, body: shownPage(found, one => rightDocument(one, found.parties, clock.now())) }
    },
  })
