import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { collections } from '../names.ts'
import { ListQuery, listAsked } from '../requests/list-asked.ts'
import { documentResources, resourceType, wireStatuses } from './document-resource.ts'
import { DocumentList, documentStatuses } from './schemas.ts'

export const listAuthorizationDocuments = (
  tools: Pick<ElhubTools, 'clock' | 'core' | 'market' | 'parties'>,
) =>
  route<Caller, unknown, ListQuery, unknown>({
    method: 'get',
    path: '/authorization-documents',
    operationId: 'listAuthorizationDocuments',
    summary: 'The documents that the caller has made, and those about the caller',
    query: ListQuery,
    response: { status: 200, description: 'A page of documents', body: DocumentList },
    refusals: ['invalid-input', 'not-authorized'],
    handle: asking =>
      listAsked(tools, asking, {
        type: resourceType,
        path: collections.documents,
        statuses: documentStatuses,
        wireStatuses,
        toResources: documentResources,
      }),
  })
