import type { Language } from '../../domain/text/text.ts'
import type { OpenArchive } from '../../ports/archive.ts'
import type { DocumentRenderer } from '../../ports/documents/document-renderer.ts'
import type { ReceiptSigner } from '../../ports/grants/receipt-signer.ts'
import type { Ids } from '../../ports/ids.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { RegistryStore } from '../../ports/registry/registry-store.ts'
import type { RequestDialect } from '../../ports/requests/request-dialect.ts'

/** What it takes to write all that is kept about somebody. */
export interface ExportTools {
  readonly renderer: PageRenderer
  readonly registry: Pick<RegistryStore, 'findResource' | 'detailTypes'>
  readonly requestDialects: ReadonlyMap<string, RequestDialect>
  readonly receipts: Pick<ReceiptSigner, 'signRecord' | 'signPdf' | 'beginExport'>
  readonly documentRenderer: DocumentRenderer
  readonly openArchive: OpenArchive
  readonly ids: Pick<Ids, 'uuid'>
}

/** One giving out of it. */
export interface Exporting {
  readonly language: Language
  readonly issuer: string
  readonly at: Date
}
