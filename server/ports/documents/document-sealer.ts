/** The seal that shows that a document is ours and has not been changed. */
export interface DocumentSealer {
  /**
   * In DER, every certificate that a seal of ours may bear: the one that seals now first, then those that did before.
   */
  certificates(): readonly [Uint8Array, ...Uint8Array[]]
  /**
   * The PDF with our signature (PAdES B-B) in one incremental update: what was there stays byte for byte, and what may
   * follow is other people's signatures. Throws `document.busy`, `document.unfinished`,
   * `service.slow`, `document.sealer-unavailable` or `document.sealer-misconfigured`.
   */
  seal(pdf: Uint8Array): Promise<Uint8Array>
}
