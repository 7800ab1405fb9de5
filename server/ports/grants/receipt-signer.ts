import type { PublicJwk } from '../oauth/access-token-verifier.ts'

/** A key that receipts are or were signed with. */
export interface ReceiptKey {
  readonly jwk: PublicJwk
  /** It signed from then on, and until then. */
  readonly from: Date
  readonly until: Date | undefined
}

/** A signature over bytes that come bit by bit. */
export interface RunningSignature {
  add(bytes: Uint8Array): void
  /** Of all that was added; nothing may be added after. */
  finish(): string
}

/** Signs receipts so that anybody can check them later, also when the keys have changed since. */
export interface ReceiptSigner {
  /** The record with a signature over every member of it, as a JSON document. */
  signRecord(record: Readonly<Record<string, unknown>>): Promise<Uint8Array>
  /** The PDF with a signature over every byte of it behind its end, where readers of PDF do not look. */
  signPdf(pdf: Uint8Array): Promise<Uint8Array>
  /** Begins to sign all that is kept about somebody, which is taken for no receipt. */
  beginExport(): Promise<RunningSignature>
  /** Every key that a receipt may bear, those that sign no more, too. */
  keys(): Promise<readonly ReceiptKey[]>
}
