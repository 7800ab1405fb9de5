import type { DocumentRenderer } from '../../../server/ports/documents/document-renderer.ts'
import type { PdfWorkers } from '../worker/pdf-workers.ts'

/** Renders in a process. */
export const pdfRenderer = (workers: PdfWorkers): DocumentRenderer => ({
  render: paper => workers.run('render', paper),
})
