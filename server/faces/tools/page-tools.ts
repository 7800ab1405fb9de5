import type { ReceiptSigner } from '../../ports/grants/receipt-signer.ts'
import type { Markdown } from '../../ports/markdown.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { RequestDialect } from '../../ports/requests/request-dialect.ts'
import type { Notices } from '../../usecases/notices/open-notices.ts'

/** What people read. */
export interface PageTools {
  readonly renderer: PageRenderer
  readonly markdown: Markdown
  /** How the requests of a face are shown and where an answer leads; faces say it, and `undefined` is the house's way. */
  readonly requestDialect: (face: string) => RequestDialect | undefined
  /** All of them, by the names of their faces. */
  readonly requestDialects: () => ReadonlyMap<string, RequestDialect>
  readonly receipts: ReceiptSigner
  /** `undefined` when the operator sends no e-mail. */
  readonly notices: Notices | undefined
}
