/** A token with the proof that its bearer holds the key it is bound to, as a request to an API of ours showed them. */
export interface ShownProof {
  readonly proof: string
  readonly token: string
  readonly method: string
  /** The address that was called, by each of the names it has here. */
  readonly addresses: readonly string[]
}

export type ProofVerdict =
  | { readonly name: 'good'; readonly thumbprint: string; readonly id: string }
  /** `nonce`: it is to be made again, with the nonce that is told now. */
  | { readonly name: 'bad' | 'nonce' }

/** Judges proofs of possession (RFC 9449) at our own APIs, as the issuer does at its endpoints. */
export interface Proofs {
  /** Whether it was used before is for `take` to say, once it is known whose token it is. */
  judge(shown: ShownProof): Promise<ProofVerdict>
  /** `false` for a proof that was used before. */
  take(clientId: string, id: string): Promise<boolean>
  /** For the next proof: good at the issuer's endpoints, too. */
  nonce(): string
  /** What proofs may be signed with. */
  readonly algorithms: readonly string[]
}
