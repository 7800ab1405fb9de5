import type { ConsentRequestId } from './ids.ts'

/**
 * A request on paper: sealed by us, signed elsewhere by the one asked, and brought back. It waits, is answered and expires as
 * its request does.
 */
export interface Document {
  readonly requestId: ConsentRequestId
  /** The PDF as we sealed it. */
  readonly sealed: Uint8Array
  readonly signed: SignedDocument | undefined
  readonly createdAt: Date
}

export interface SignedDocument {
  /** The PDF as it was brought back. */
  readonly file: Uint8Array
  /** When the signature was made, by its time-stamp. */
  readonly signedAt: Date
  /** What was examined; says nothing about who signed. */
  readonly report: unknown
}

/** What anybody may read who may read the document. */
export const fileOf = ({ sealed, signed }: Document): Uint8Array => signed?.file ?? sealed
