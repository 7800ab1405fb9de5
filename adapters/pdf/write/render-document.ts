import { buffer } from 'node:stream/consumers'
import type { Paper } from '../../../server/ports/documents/document-renderer.ts'
import { openArchiveDocument } from './archive-document.ts'
import { printNotice } from './print-notice.ts'
import { setPaper } from './set-paper.ts'
import { toWritable } from './to-writable.ts'

/** The paper as a PDF/A-2b. */
export async function renderDocument(paper: Paper): Promise<Uint8Array> {
  const document = openArchiveDocument(paper)
  const writable = toWritable(paper, document)
  setPaper(document, writable)
  if (writable.testNotice !== undefined) printNotice(document, writable.testNotice)
  document.end()
  return new Uint8Array(await buffer(document))
}
