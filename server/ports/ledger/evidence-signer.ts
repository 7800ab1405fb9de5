/** Signs evidence of consents with the key that receipts are signed with. */
export interface EvidenceSigner {
  /** Who vouches for it: the origin under which the keys are published. */
  readonly issuer: string
  /** The record with a signature over every member of it, as a JSON document. */
  sign(record: Readonly<Record<string, unknown>>): Promise<Uint8Array>
}
