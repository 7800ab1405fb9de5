import type { ConsentRequestId } from '../../domain/ids.ts'
import type { Document } from '../../domain/document.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'

interface Ports {
  readonly documents: Pick<DocumentStore, 'find'>
}

/** The files of a document. Whether the caller may have them is the caller's to judge. */
export const findDocument =
  ({ documents }: Ports) =>
  (id: ConsentRequestId): Promise<Document | undefined> =>
    documents.find(id)
