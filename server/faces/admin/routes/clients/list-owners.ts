import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'

const Query = z.object(paging)

const OwnerDocument = z.object({
  orgno: z.string(),
  name: z.string().describe('As its clients name it'),
  clients: z.array(z.string()).describe('Ids of its own clients'),
  handled: z.array(z.string()).describe('Ids of others’ clients that ask for it'),
})

export const listOwners = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'client.read',
    method: 'get',
    path: '/owners',
    operationId: 'listOwners',
    summary: 'Organizations that have clients, or for which others’ clients ask, by their numbers',
    query: Query,
    response: { status: 200, description: 'A page of organizations', body: pageOf(OwnerDocument) },
    refusals: ['request.malformed'],
    example: {
      query: { limit: '10' },
      answer: {
        items: [{ orgno: '810419512', name: 'SMEKKFULL BANK AS', clients: ['demo-web'], handled: [] }],
      },
    },
    handle: async ({ caller: operator, query }) => {
      const page = await desk.listOwners({ operator, page: pageRequest(query) })
      return {
        status: 200,
        body: shownPage(page, ({ id, name, clients, handled }) => ({ orgno: id, name, clients, handled })),
      }
    },
  })
