import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ClientSummary, clientSummary } from '../../wire/client-documents.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'

const Query = z.object({
  face: z.string().max(50).optional().describe('Where they are registered, such as `oauth`'),
  owner: z.string().max(20).optional().describe('Organization number of the owner, or of who asks'),
  audience: z.string().max(500).optional().describe('An API that they may ask for, or are'),
  purpose: z.string().max(255).optional().describe('A purpose that they may ask for'),
  search: z.string().min(1).max(100).optional().describe('Part of the id, the name or the owner’s name'),
  ...paging,
})

export const listClients = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'client.read',
    method: 'get',
    path: '/clients',
    operationId: 'listClients',
    summary: 'Registered clients, by their ids',
    query: Query,
    response: { status: 200, description: 'A page of clients', body: pageOf(ClientSummary) },
    refusals: ['request.malformed'],
    example: {
      query: { face: 'oauth', search: 'bank', limit: '10' },
      answer: {
        items: [
          {
            id: 'demo-bank',
            version: 3,
            face: 'oauth',
            name: 'SmekkFull Bank',
            owner: { orgno: '810419512', name: 'SMEKKFULL BANK AS' },
            authentication: 'client_secret',
            grant_types: ['authorization_code', 'refresh_token'],
          },
        ],
        next: 'ZGVtby1iYW5r',
      },
    },
    handle: async ({ caller: operator, query }) => {
      const { cursor: _cursor, limit: _limit, ...filter } = query
      const page = await desk.listClients({ operator, filter, page: pageRequest(query) })
      return { status: 200, body: shownPage(page, clientSummary) }
    },
  })
