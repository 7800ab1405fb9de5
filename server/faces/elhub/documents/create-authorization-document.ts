import type { ConsentRequestId } from '../../../domain/ids.ts'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { ApiReply } from '../../../http/api/api.ts'
import { route } from '../../../http/api/route.ts'
import type { DocumentTools } from '../../tools/document-tools.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { answerDocument } from '../wire/json-api.ts'
import { collections } from '../names.ts'
import type { BusinessProcess, Proposal, Wish } from '../processes/business-process.ts'
import { processes } from '../processes/index.ts'
import { proposalFor } from '../processes/proposal-for.ts'
import { typeMismatch } from '../wire/refusals.ts'
import { answerOnce } from '../requests/answer-once.ts'
import { assertCustomerMay } from '../requests/assert-customer-may.ts'
import { questionFor } from '../requests/question-for.ts'
import { assertMarketParty, resolveParties } from '../requests/resolve-parties.ts'
import { recordEvent } from './record-event.ts'
import { documentResources, pathOf, resourceType } from './document-resource.ts'
import { CreateBody, DocumentDocument } from './schemas.ts'
import { type SealedPaper, sealedPaper } from './sealed-paper.ts'

type Tools = HouseTools &
  DocumentTools &
  Pick<ElhubTools, 'clients' | 'market' | 'parties' | 'renderer' | 'settings'>

export const createAuthorizationDocument = (tools: Tools) =>
  route<Caller, unknown, unknown, CreateBody>({
    method: 'post',
    path: '/authorization-documents',
    operationId: 'createAuthorizationDocument',
    summary: 'Make a document with which a customer authorizes something by signing it',
    body: CreateBody,
    response: {
      status: 201,
      description: 'The document, which waits for the signature',
      body: DocumentDocument,
    },
    refusals: [
      'type-mismatch',
      'not-authorized',
      'invalid-number-on-paper',
      'against-the-rules',
      'not-found',
      'party.may-not-consent',
      'request.repeated-differently',
    ],
    handle: async ({ caller, headers, body }) => {
      const { data } = body
      if (data.type !== resourceType) throw typeMismatch(resourceType, data.type)
      assertMarketParty(caller)
      return answerOnce(tools, {
        caller,
        headers,
        sent: ['createAuthorizationDocument', body],
        prepare: () => draft(tools, caller, data),
        write: async drafted => created(tools, await put(tools, caller, drafted)),
      })
    },
  })

interface Draft {
  readonly id: ConsentRequestId
  readonly businessProcess: BusinessProcess
  readonly language: Language
  readonly wish: Wish
  readonly proposal: Proposal
  readonly paper: SealedPaper
}

async function draft(tools: Tools, caller: Caller, { attributes, meta }: CreateBody['data']): Promise<Draft> {
  const businessProcess = processes[attributes.documentType]
  const parties = await resolveParties(tools, meta, { caller, badNumber: 'invalid-number-on-paper' })
  const wish = { ...meta, ...parties, moveInDate: meta.moveInDate ?? undefined, redirectURI: undefined }
  const proposal = await proposalFor(tools, caller, { wish, validate: businessProcess.validateDocument })
  await assertCustomerMay(tools, wish)
  const [id, language] = [tools.ids.uuid() as ConsentRequestId, meta.language ?? 'nb']
  const content = { id, process: businessProcess.type, language, properties: proposal.properties }
  return { id, businessProcess, language, wish, proposal, paper: await sealedPaper(tools, content) }
}

async function put(
  tools: Tools,
  caller: Caller,
  { id, paper, language, ...drafted }: Draft,
): Promise<ConsentRequest> {
  const properties = { type: resourceType, language, paper: paper.text }
  const question = await questionFor(tools, { ...drafted, caller, properties })
  const request = await tools.core.draftDocument({ ...question, id, sealed: paper.pdf })
  recordEvent(tools, 'authorization_document_created', { caller, documentId: id })
  return request
}

async function created(
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  request: ConsentRequest,
): Promise<ApiReply> {
  const [resource] = await documentResources(tools, [{ request, status: 'pending' }])
  return {
    status: 201,
    headers: { Location: pathOf(request) },
    body: answerDocument(resource, { self: collections.documents, at: request.createdAt }),
  }
}
