import { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import { statusListUri } from './addresses.ts'
import { cachedBriefly } from './cached-briefly.ts'
import type { StatusListTools } from './read-status-list.ts'

const StatusLists = z.object({
  status_lists: z.array(z.string()).describe('The addresses of all lists whose tokens may still be good'),
})

/** Token Status List (draft 20), “Status List Aggregation”. */
export const listStatusLists = ({ statuses, publicUrl }: StatusListTools) =>
  route({
    method: 'get',
    path: '/status-lists',
    operationId: 'listStatusLists',
    summary: 'List the lists that tell which tokens have ended',
    response: { status: 200, description: 'The lists', body: StatusLists },
    handle: async () => ({
      status: 200,
      headers: cachedBriefly,
      body: { status_lists: (await statuses.current()).map(statusListUri(publicUrl)) },
    }),
  })
