import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import { ListQuery, listAsked } from './list-asked.ts'
import { requestResources, resourceType, wireStatuses } from './request-document.ts'
import { RequestList, requestStatuses } from './schemas.ts'

export const listAuthorizationRequests = (tools: Pick<ElhubTools, 'clock' | 'core' | 'market' | 'parties'>) =>
  route<Caller, unknown, ListQuery, unknown>({
    method: 'get',
    path: '/authorization-requests',
    operationId: 'listAuthorizationRequests',
    summary: 'The requests that the caller has put, and those put to it',
    query: ListQuery,
    response: { status: 200, description: 'A page of requests', body: RequestList },
    refusals: ['invalid-input', 'not-authorized'],
    handle: asking =>
      listAsked(tools, asking, {
        type: resourceType,
        path: collections.requests,
        statuses: requestStatuses,
        wireStatuses,
        toResources: requestResources,
      }),
  })
