import type { PublicJwk } from '../oauth/access-token-verifier.ts'

/** A key that receipts are or were signed with. */
export interface ReceiptKey {
  readonly jwk: PublicJwk
  /** It signed from then on, and until then. */
  readonly from: Date
  readonly until: Date | undefined
}

/** Signs receipts so that anybody can check them later, also when the keys have changed since. */
export interface ReceiptSigner {
  /** The record with a signature over every member of it, as a JSON document. */
  signRecord(record: Readonly<Record<string, unknown>>): Promise<Uint8Array>
  /** The PDF with a signature over every byte of it behind its end, where readers of PDF do not look. */
  signPdf(pdf: Uint8Array): Promise<Uint8Array>
  /** Every key that a receipt may bear, those that sign no more, too. */
  keys(): Promise<readonly ReceiptKey[]>
}
