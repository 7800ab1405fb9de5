import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { exampleGrant, GrantSummary, grantStatuses, grantSummary } from '../../wire/consent-documents.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'
import { exampleAsker, Parties, partyDocuments } from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { searchMembers, toSearch } from '../../wire/search-query.ts'

const Query = z.object({
  ...searchMembers,
  status: z.enum(grantStatuses).optional(),
  ...paging,
})

export const listGrants = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'grant.read',
    method: 'get',
    path: '/grants',
    operationId: 'listGrants',
    summary: 'What was given, newest first: of a person, an asker or a client, or within 31 days',
    query: Query,
    headers: reasonHeader,
    response: {
      status: 200,
      description: 'A page of consents, and those who asked for them',
      body: pageOf(GrantSummary).extend({ parties: Parties }),
    },
    refusals: ['request.malformed', 'party.not-found'],
    example: {
      query: { client_id: 'demo-web', status: 'active', limit: '10' },
      answer: { items: [exampleGrant], parties: [exampleAsker] },
    },
    handle: async ({ caller: operator, query, headers, traceId }) => {
      const { status } = query
      const search = { ...toSearch(query), statuses: status && [status] }
      const looking = { operator, reason: reasonIn(headers), traceId }
      const found = await desk.searchGrants({ ...looking, search, page: pageRequest(query) })
      return {
        status: 200,
        body: { ...shownPage(found, grantSummary), parties: partyDocuments(found.askers) },
      }
    },
  })
