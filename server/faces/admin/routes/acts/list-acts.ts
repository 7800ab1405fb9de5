import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import { ActDocument, actDocument, exampleAct } from '../../wire/act-document.ts'
import { actFilter, toActFilter } from '../../wire/act-query.ts'
import { pageOf, pageRequest, paging, shownPage } from '../../wire/paging.ts'

const Query = z.object({ ...actFilter, ...paging })

export const listActs = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<unknown, z.infer<typeof Query>>({
    operation: 'audit.read',
    method: 'get',
    path: '/acts',
    operationId: 'listActs',
    summary: 'What operators did, newest first',
    query: Query,
    response: { status: 200, description: 'A page of acts', body: pageOf(ActDocument) },
    refusals: ['request.malformed'],
    example: { query: { operation: 'client.', limit: '10' }, answer: { items: [exampleAct] } },
    handle: async ({ caller: operator, query }) => {
      const page = await desk.listActs({ operator, filter: toActFilter(query), page: pageRequest(query) })
      return { status: 200, body: shownPage(page, actDocument) }
    },
  })
