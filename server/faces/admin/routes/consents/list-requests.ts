import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import {
  exampleRequest,
  RequestSummary,
  requestStatuses,
  requestSummary,
} from '../../wire/consent-documents.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'
import { exampleAsker, Parties, partyDocuments } from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { searchMembers, toSearch } from '../../wire/search-query.ts'

const Query = z.object({
  ...searchMembers,
  status: z.enum(requestStatuses).optional(),
  ...paging,
})

export const listRequests = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'request.read',
    method: 'get',
    path: '/requests',
    operationId: 'listRequests',
    summary: 'What was asked, newest first: of a person, by an asker or a client, or within 31 days',
    query: Query,
    headers: reasonHeader,
    response: {
      status: 200,
      description: 'A page of requests, and those who asked',
      body: pageOf(RequestSummary).extend({ parties: Parties }),
    },
    refusals: ['request.malformed', 'party.not-found'],
    example: {
      query: { client_id: 'demo-web', limit: '10' },
      answer: { items: [exampleRequest], parties: [exampleAsker] },
    },
    handle: async ({ caller: operator, query, headers, traceId }) => {
      const { status } = query
      const search = { ...toSearch(query), statuses: status && [status] }
      const looking = { operator, reason: reasonIn(headers), traceId }
      const found = await desk.searchRequests({ ...looking, search, page: pageRequest(query) })
      return {
        status: 200,
        body: { ...shownPage(found, requestSummary), parties: partyDocuments(found.askers) },
      }
    },
  })
