import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { answerDocument } from '../wire/json-api.ts'
import { collections } from '../names.ts'
import { documentResources } from './document-resource.ts'
import { readableDocument } from './find-document.ts'
import { DocumentDocument, DocumentParams } from './schemas.ts'

export const readAuthorizationDocument = (tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>) =>
  route<Caller, DocumentParams, unknown, unknown>({
    method: 'get',
    path: '/authorization-documents/:id',
    operationId: 'readAuthorizationDocument',
    summary: 'One document that the caller has made or that is about the caller',
    params: DocumentParams,
    response: { status: 200, description: 'The document', body: DocumentDocument },
    refusals: ['request.malformed', 'not-found', 'not-authorized'],
    handle: async ({ caller, params }) => {
      const found = await readableDocument(tools, caller, params.id)
      const [resource] = await documentResources(tools, [found])
      // @NOTE The collection's path, as callers of this API are used to.
      const body = answerDocument(resource, { self: collections.documents, at: found.request.createdAt })
      return { status: 200, body }
    },
  })
