import type { DocumentRenderer } from '../../ports/documents/document-renderer.ts'
import type { DocumentSealer } from '../../ports/documents/document-sealer.ts'
import type {
  SignatureTrust,
  SignatureTrustSettings,
  SignatureValidator,
} from '../../ports/documents/signature-validator.ts'

/** Papers, their seals and their signatures. */
export interface DocumentTools {
  readonly documentRenderer: DocumentRenderer
  /** `undefined` in production without a seal. */
  readonly documentSealer: DocumentSealer | undefined
  readonly signatures: SignatureValidator
  /** Whom to trust with signatures. Throws for a directory without certificates. */
  readonly openSignatureTrust: (settings: SignatureTrustSettings) => SignatureTrust
}
