import { z } from 'zod'
import type { AdminTools } from '../../admin-tools.ts'
import { operatorRoute } from '../../operator-route.ts'
import {
  DocumentDocument,
  documentDocument,
  exampleRequest,
  RequestSummary,
  requestSummary,
} from '../../wire/consent-documents.ts'
import {
  DecisionDocument,
  decisionDocument,
  EventDocument,
  eventDocument,
  PermissionMembers,
  permissionMembers,
} from '../../wire/history-documents.ts'
import { exampleAsker, examplePerson, Parties, partyDocuments } from '../../wire/party-documents.ts'
import { reasonHeader, reasonIn } from '../../wire/reason.ts'
import { RequestPath, requestIdIn } from './consent-paths.ts'

const Page = RequestSummary.extend({
  ...PermissionMembers,
  handled_by: z.string().optional(),
  message: z.string().optional().describe('The asker’s own words'),
  grant_id: z.string().optional().describe('What a yes gave'),
  decision: DecisionDocument.optional(),
  events: z.array(EventDocument),
  document: DocumentDocument.optional(),
  parties: Parties,
})

export const readRequest = ({ desk }: Pick<AdminTools, 'desk'>) =>
  operatorRoute<RequestPath>({
    operation: 'request.read',
    method: 'get',
    path: '/requests/:id',
    operationId: 'readRequest',
    summary: 'One request with its answer, where there is one, and the text as it was read',
    params: RequestPath,
    headers: reasonHeader,
    response: { status: 200, description: 'The request', body: Page },
    refusals: ['consent-request.not-found', 'request.malformed'],
    example: {
      params: { id: exampleRequest.id },
      headers: { Reason: 'She called and asked what she was asked' },
      answer: {
        ...exampleRequest,
        scopes: [],
        authorization_details: [],
        events: [],
        parties: [examplePerson, exampleAsker],
      },
    },
    handle: async ({ caller: operator, params, headers, traceId }) => {
      const looking = { operator, reason: reasonIn(headers), traceId }
      const page = await desk.readRequest({ ...looking, id: requestIdIn(params) })
      const { request, status, document } = page
      const { state, handledBy, message } = request
      return {
        status: 200,
        body: {
          ...requestSummary({ ...request, status }),
          ...permissionMembers(request),
          ...(handledBy !== undefined && { handled_by: handledBy }),
          ...(message !== undefined && { message }),
          ...('grantId' in state && { grant_id: state.grantId }),
          ...('decision' in state && { decision: decisionDocument(state.decision) }),
          events: page.events.map(eventDocument),
          ...(document && { document: documentDocument(document) }),
          parties: partyDocuments(page.parties),
        },
      }
    },
  })
