import type { Anchor, AnchorClaims, Misfit } from '../../domain/ledger.ts'

/** An anchor as it is kept. */
export interface SignedAnchor {
  readonly number: number
  readonly at: Date
  /** A compact JWS of its claims. */
  readonly signed: string
}

export interface NewAnchor {
  readonly sign: (anchor: Anchor, at: Date) => Promise<string>
  /** Whether another one is wanted after the newest. */
  readonly isDue: (newest: SignedAnchor | undefined, hasMoved: boolean) => boolean
}

export interface AnchorStore {
  /**
   * Adds the next anchor, signed, unless it is not due: one process at a time, so that each sees the one before. Throws
   * `evidence.altered` when a head that was anchored before is not in the ledger any more: nothing is built on that.
   */
  add(wanted: NewAnchor): Promise<SignedAnchor | undefined>
  newest(): Promise<SignedAnchor | undefined>
  find(number: number): Promise<SignedAnchor | undefined>
  /** Those after a number, lowest first. */
  after(number: number): AsyncIterable<SignedAnchor>
  /** Every one, lowest first, with what it ought to say. */
  all(): AsyncIterable<SignedAnchor & { readonly anchor: Omit<Anchor, 'previous'> }>
  /** The first anchored head that is not in the ledger any more. */
  misfit(): Promise<Misfit | undefined>
}

/** Signs anchors with the house's key, and knows by every key of it that ever was whether one was signed here. */
export interface AnchorSigner {
  sign(claims: AnchorClaims, at: Date): Promise<string>
  /** What was signed, and when; `undefined` when it was not signed here, or not then. Throws when the keys cannot be had. */
  open(signed: string): Promise<{ readonly claims: AnchorClaims; readonly issuedAt: Date } | undefined>
}

/** Where anchors are kept beside the database. */
export interface AnchorFiles {
  /** The highest number that is kept there; 0 when none is. */
  last(): Promise<number>
  /** Kept, whole, when it resolves. */
  keep(anchor: SignedAnchor): Promise<void>
  /** All that are kept there. */
  all(): AsyncIterable<SignedAnchor>
}
