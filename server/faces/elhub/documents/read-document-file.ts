import { fileOf } from '../../../domain/document.ts'
import { route } from '../../../http/api/route.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { pdf } from './file-headers.ts'
import { readableDocument } from './find-document.ts'
import { DocumentParams } from './schemas.ts'

export const readDocumentFile = (tools: Pick<ElhubTools, 'core' | 'market' | 'parties'>) =>
  route<Caller, DocumentParams, unknown, unknown>({
    method: 'get',
    path: '/authorization-documents/:id.pdf',
    operationId: 'readDocumentFile',
    summary: 'The PDF of a document: as we sealed it, and once it is signed as it was brought back',
    params: DocumentParams,
    response: { status: 200, description: 'The PDF', file: pdf },
    refusals: ['request.malformed', 'not-found', 'not-authorized', 'file-not-acceptable'],
    handle: async ({ caller, params }) => {
      const { request } = await readableDocument(tools, caller, params.id)
      const document = await tools.core.findDocument(request.id)
      if (!document) throw new Error(`The document ${request.id} has no file`)
      return { status: 200, file: { bytes: fileOf(document), mediaType: pdf } }
    },
  })
