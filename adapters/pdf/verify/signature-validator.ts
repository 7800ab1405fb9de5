import type { SignatureValidator } from '../../../server/ports/documents/signature-validator.ts'
import type { PdfWorkers } from '../worker/pdf-workers.ts'

/** Validates in a process, within its limits of time and memory. */
export const pdfSignatureValidator = (workers: PdfWorkers): SignatureValidator => ({
  validate: document => workers.run('validate', document),
})
