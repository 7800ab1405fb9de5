import type { PartyId } from '../../../domain/ids.ts'
import { assertPending, type ConsentRequest } from '../../../domain/requests/consent-request.ts'
import { Problem, type ProblemCode } from '../../../domain/problem.ts'
import type { Language } from '../../../domain/text/text.ts'
import { route } from '../../../http/api/route.ts'
import type { SignatureTrust } from '../../../ports/documents/signature-validator.ts'
import { shownText } from '../../../wording/shown-text.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import { type Caller, callingParty } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { type ElhubRefusalName, refuse } from '../wire/refusals.ts'
import { propertyOf } from '../requests/properties.ts'
import { assertMarketParty } from '../requests/resolve-parties.ts'
import { pdf } from './file-headers.ts'
import { findDocument } from './find-document.ts'
import { judgeUpload } from './judge-upload.ts'
import { recordEvent } from './record-event.ts'
import { DocumentParams, SignedFile } from './schemas.ts'

/** Bytes: one MiB. */
const largestFile = 1_048_576

type Tools = HouseTools & Pick<ElhubTools, 'market' | 'parties' | 'settings' | 'signatures'>

export const uploadSignedDocument = (tools: Tools, trust: SignatureTrust) =>
  route<Caller, DocumentParams, unknown, Uint8Array>({
    method: 'put',
    path: '/authorization-documents/:id.pdf',
    operationId: 'uploadSignedDocument',
    summary: 'Bring back a document with the signature of the customer, which gives the grant',
    params: DocumentParams,
    body: SignedFile,
    bodyFormat: 'bytes',
    bodyMediaType: pdf,
    largestBody: largestFile,
    response: { status: 204, description: 'The signature counts, and the grant stands' },
    refusals: [
      'request.malformed',
      'missing-input',
      'not-authorized',
      'document-not-found',
      'document-not-pending',
      'document-expired',
      'other-signatory',
      'badly-signed',
      'document.used-before',
      'file-unsupported',
    ],
    handle: async ({ caller, params, body: file }) => {
      if (file.length === 0) throw refuse('missing-input')
      assertMarketParty(caller)
      const request = await waitingDocument(tools, caller, params.id).catch(inWords)
      const { signer, report } = await judgeUpload(tools, trust, { caller, request, file })
      const by = await signatory(tools, caller, signer.nationalIdentityNumber)
      const signed = { file, signedAt: signer.signedAt, report }
      const decision = { by, level: 'high', ...whatWasRead(tools, request) } as const
      const { id: documentId } = request
      const confirming = { id: documentId, read: request, decision, signed }
      const { grant } = await tools.core.confirmDocument(confirming).catch(inWords)
      recordEvent(tools, 'authorization_grant_created', {
        caller,
        documentId,
        details: { grantId: grant.id, sourceType: 'Document' },
      })
      return { status: 204 }
    },
  })

/** The document, when the caller made it and it waits. Throws `consent-request.*` for what became of it. */
async function waitingDocument(
  tools: Pick<ElhubTools, 'core' | 'clock' | 'market' | 'parties'>,
  caller: Caller,
  id: string,
): Promise<ConsentRequest> {
  const found = await findDocument(tools, id)
  if (!found) throw refuse('document-not-found')
  const party = await callingParty(tools, caller)
  if (party !== found.request.requestedBy)
    throw refuse('not-authorized', { detail: 'RequestedBy must match the authorized party.' })
  assertPending(found.request, tools.clock.now())
  return found.request
}

async function signatory(
  tools: Pick<ElhubTools, 'market' | 'parties'>,
  { trace }: Caller,
  number: string,
): Promise<PartyId> {
  const person = await tools.market.persons.findOrCreateByNin(number, trace)
  if (person === 'invalid') throw new Error('The certificate of a signer has a number that is nobody’s')
  return person.party
}

/** What is written on the paper, kept since it was made. */
function whatWasRead({ digest }: Pick<ElhubTools, 'digest'>, request: ConsentRequest) {
  const language = (propertyOf(request, 'language') ?? 'nb') as Language
  const origin = { template: 'elhub-document', purpose: request.purpose }
  return { language, shown: shownText(digest, propertyOf(request, 'paper') ?? '', origin) }
}

/** What the core says of a request, said of a document. */
const told: Partial<Record<ProblemCode, ElhubRefusalName>> = {
  'consent-request.not-found': 'document-not-found',
  'consent-request.not-yours': 'other-signatory',
  'consent-request.already-decided': 'document-not-pending',
  'consent-request.withdrawn': 'document-not-pending',
  'consent-request.expired': 'document-expired',
}

function inWords(error: unknown): never {
  const name = error instanceof Problem ? told[error.code] : undefined
  throw name ? refuse(name) : error
}
