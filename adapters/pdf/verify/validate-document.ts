import type { Signer, SignedDocument, Verdict } from '../../../server/ports/documents/signature-validator.ts'
import { type PdfFile, readPdfFile } from '../common/pdf-file.ts'
import { assertOfDocument } from './assert-of-document.ts'
import { checkRevisions } from './changes/check-revisions.ts'
import { checkCustomer } from './check-customer.ts'
import { checkDocumentTimeStamps } from './check-document-time-stamps.ts'
import { checkEvidence } from './check-evidence.ts'
import { checkSeal } from './check-seal.ts'
import { PdfSyntaxError } from '../common/pdf-syntax-error.ts'
import { readCertificates } from './cms/read-cms.ts'
import { readable } from './cms/readable.ts'
import { readTrust, type Trust } from './read-trust.ts'
import { must, Refusal } from './refusal.ts'
import { once } from './once.ts'
import { openReport, type Report } from './report.ts'
import { findSignatures } from './structure/find-signatures.ts'
import type { PdfSignature } from './structure/pdf-signature.ts'
import { readSecurityStore } from './structure/security-store.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'

/**
 * The verdict on one document; the first check that fails decides. Throws only when the trust cannot be read, or
 * `document.unfinished` when the machine has no memory for it.
 */
export function validateDocument(document: SignedDocument): Verdict {
  const trust = readTrust(document.trust)
  const report = openReport()
  try {
    const signer = examine({ document, trust }, report)
    return { verdict: 'valid', signer, report: report.done() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { verdict: 'invalid', code: error.code, report: report.done() }
  }
}

/** One MiB, as uploads are bounded. */
const largest = 1_048_576

interface Examination {
  readonly document: SignedDocument
  readonly trust: Trust
}

function examine({ document, trust }: Examination, report: Report): Signer {
  const { uploaded: bytes, original } = document
  report.check('size', 'seal-missing', () =>
    must(bytes.length <= largest, 'seal-missing', 'It is larger than any document of ours'),
  )
  const readFile = readOrFault(bytes)
  if ('fault' in readFile) {
    report.fact('unreadable', readFile.fault)
    return refuseUnreadable({ bytes, original, seals: trust.seals }, report)
  }
  const { file, signatures } = readFile
  report.fact('revisions', file.revisions.length)
  report.fact('signatures', signatures.length)
  const seal = checkSeal({ bytes, file, signature: signatures[0], seals: trust.seals, original }, report)
  const store = readable(() => readSecurityStore(file)) ?? { certificates: [], revocationValues: [] }
  const further = once(() => readCertificates(store.certificates))
  const customer = checkCustomer({ file, seal, signatures, trust, further }, report)
  report.check('changes', 'changed-after-sealing', () => checkRevisions(file, seal))
  const signer = checkEvidence({ customer, trust, store, further }, report)
  report.check('document-time-stamps', 'changed-after-sealing', () =>
    checkDocumentTimeStamps(file, signatures),
  )
  return signer
}

type ReadFile = { readonly file: PdfFile; readonly signatures: readonly PdfSignature[] }

function readOrFault(bytes: Uint8Array): ReadFile | { readonly fault: string } {
  try {
    const file = readPdfFile(bytes)
    return { file, signatures: findSignatures(file) }
  } catch (error) {
    assertOfDocument(error)
    return { fault: error instanceof PdfSyntaxError ? error.message : 'The file cannot be read' }
  }
}
