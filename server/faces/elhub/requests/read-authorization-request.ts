import type { z } from 'zod'
import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import { answerDocument } from '../wire/json-api.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { readableRequest } from './find-request.ts'
import { pathOf, requestResources } from './request-document.ts'
import { RequestDocument, RequestId } from './schemas.ts'

export const readAuthorizationRequest = (tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>) =>
  route<Caller, z.infer<typeof RequestId>, unknown, unknown>({
    method: 'get',
    path: '/authorization-requests/:id',
    operationId: 'readAuthorizationRequest',
    summary: 'One request that the caller has put or that was put to it',
    params: RequestId,
    response: { status: 200, description: 'The request', body: RequestDocument },
    refusals: ['request.malformed', 'not-found', 'not-authorized'],
    handle: async ({ caller, params }) => {
      const found = await readableRequest(tools, caller, params.id)
      const [resource] = await requestResources(tools, [found])
      const { request } = found
      const body = answerDocument(resource, { self: pathOf(request), at: request.createdAt })
      return { status: 200, body }
    },
  })
