import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { SignatureTrust, Verdict } from '../../../ports/documents/signature-validator.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { face } from '../names.ts'
import { recordEvent } from './record-event.ts'
import { badlySigned, elhubCode } from './signature-refusals.ts'

interface Upload {
  readonly caller: Caller
  readonly request: ConsentRequest
  readonly file: Uint8Array
}

type Valid = Extract<Verdict, { readonly verdict: 'valid' }>

/**
 * Judges an upload. Throws in the words of the wire when it is not signed as it should be, and tells the operator why;
 * `document.busy` or `document.unfinished` when it cannot be judged now, which says nothing about the upload.
 */
export async function judgeUpload(
  tools: Pick<ElhubTools, 'audit' | 'core' | 'settings' | 'signatures' | 'tellOperator'>,
  trust: SignatureTrust,
  upload: Upload,
): Promise<Valid> {
  const verdict = await verdictOn(tools, trust, upload)
  if (verdict.verdict === 'valid') return verdict
  const { code, report } = verdict
  const failed = report.checks.find(({ outcome }) => outcome === 'failed')
  const { caller, request } = upload
  const reason = elhubCode(code)
  const facts = { ...report.facts, check: failed?.check ?? '', why: failed?.why ?? '' }
  const { clientId } = caller
  tools.audit.record({ what: 'document.refused', face, requestId: request.id, clientId, reason, facts })
  recordEvent(tools, 'authorization_document_confirm_validation_error', {
    caller,
    documentId: request.id,
    reason,
    details: facts,
  })
  throw badlySigned(code, tools.settings.serviceName)
}

async function verdictOn(
  { core, signatures }: Pick<ElhubTools, 'core' | 'signatures'>,
  trust: SignatureTrust,
  { request, file }: Upload,
): Promise<Verdict> {
  const document = await core.findDocument(request.id)
  if (!document) throw new Error(`The document ${request.id} has no file`)
  return signatures.validate({ uploaded: file, original: document.sealed, trust })
}
