/** The private key of the seal, wherever it is kept. */
export interface SealSigner {
  /**
   * Hashes the bytes with SHA-256 itself and signs that with RSASSA-PKCS1-v1_5. Throws `service.slow` when nobody signs
   * in time, `document.sealer-unavailable` when the same may work later for another reason, and
   * `document.sealer-misconfigured` when it cannot; none says a secret.
   */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}
