import type { ConsentRequest } from '../../../domain/consent-request.ts'
import { Problem } from '../../../domain/problem.ts'
import type { SignatureTrust, Verdict } from '../../../ports/signature-validator.ts'
import type { Caller } from '../caller.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { recordEvent } from './record-event.ts'
import { badlySigned } from './signature-refusals.ts'

interface Upload {
  readonly caller: Caller
  readonly request: ConsentRequest
  readonly file: Uint8Array
}

type Valid = Extract<Verdict, { readonly verdict: 'valid' }>

/** Judges an upload. Throws in the words of the wire when it is not signed as it should be, and tells the operator why. */
export async function judgeUpload(tools: ElhubTools, trust: SignatureTrust, upload: Upload): Promise<Valid> {
  const verdict = await verdictOn(tools, trust, upload)
  if (verdict.verdict === 'valid') return verdict
  const { code, report } = verdict
  const failed = report.checks.find(({ outcome }) => outcome === 'failed')
  recordEvent(tools, 'authorization_document_confirm_validation_error', {
    caller: upload.caller,
    documentId: upload.request.id,
    reason: code,
    details: { ...report.facts, check: failed?.check ?? '', why: failed?.why ?? '' },
  })
  throw badlySigned(code, tools.settings.serviceName)
}

async function verdictOn(
  { core, signatures }: ElhubTools,
  trust: SignatureTrust,
  { request, file }: Upload,
): Promise<Verdict> {
  const document = await core.findDocument(request.id)
  if (!document) throw new Error(`The document ${request.id} has no file`)
  return signatures.validate({ uploaded: file, original: document.sealed, trust }).catch(tooHeavy)
}

/** What takes more time or memory than any document of ours is none. */
function tooHeavy(error: unknown): Verdict {
  if (!(error instanceof Problem) || error.code !== 'document.too-heavy') throw error
  const why = 'It takes more time or memory than one may take'
  return {
    verdict: 'invalid',
    code: 'MissingElhubSignature',
    report: { checks: [{ check: 'effort', outcome: 'failed', why }], facts: {} },
  }
}
