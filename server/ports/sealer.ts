/** Bytes that only somebody with the key can read. */
export interface Sealed {
  /** Which key it takes to open it. */
  readonly keyId: string
  readonly ciphertext: Uint8Array
}

/** Encryption at rest under a set of keys: the one in use seals, every one opens. */
export interface Sealer {
  /** The id of the key in use. */
  readonly keyId: string
  /** The ids of every other key that opens. */
  readonly otherKeyIds: readonly string[]
  /** `place` is where the text belongs (`party/<id>`): sealed for one place, it opens in no other. */
  seal(text: string, place: string): Sealed
  /** Throws an ordinary `Error` when the key is gone, the bytes were changed, or they belong to another place. */
  open(sealed: Sealed, place: string): string
  /**
   * Keyed hashes by which a text is found again without being kept, the first under the key in use. Write the first; look
   * for all of them.
   */
  fingerprints(text: string, place: string): readonly [Uint8Array, ...Uint8Array[]]
}

/** What is sealed. Each purpose has keys of its own, so that one of them opens nothing of the others. */
export type SealedPurpose = 'numbers' | 'texts' | 'signing-keys' | 'sessions'

/** One sealer for each purpose. */
export type Sealers = Readonly<Record<SealedPurpose, Sealer>>
