import type { ReceiptSigner } from '../../ports/grants/receipt-signer.ts'
import type { AnchorStore } from '../../ports/ledger/anchors.ts'
import type { OpenArchive } from '../../ports/archive.ts'
import type { Markdown } from '../../ports/markdown.ts'
import type { OperatorPrivacy } from '../../ports/operator-privacy.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import type { RequestDialect } from '../../ports/requests/request-dialect.ts'
import type { Notices } from '../../usecases/index.ts'

/** What people read. */
export interface PageTools {
  readonly renderer: PageRenderer
  readonly markdown: Markdown
  /** By faces' names, how their requests are shown and where an answer leads. Complete once every face is open. */
  readonly requestDialects: ReadonlyMap<string, RequestDialect>
  readonly receipts: ReceiptSigner
  readonly openArchive: OpenArchive
  readonly anchors: Pick<AnchorStore, 'newest' | 'find'>
  readonly operatorPrivacy: OperatorPrivacy
  /** `undefined` when the operator sends no e-mail. */
  readonly notices: Notices | undefined
}
