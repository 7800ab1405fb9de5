import type { SigningAlgorithm } from '../../domain/registry/signing-algorithm.ts'

/** A signing key as it is kept: the private part encrypted. Shared by all processes. */
export interface SigningKey {
  readonly kid: string
  readonly alg: SigningAlgorithm
  /** Private JWK, in clear only in memory. */
  readonly jwk: Readonly<Record<string, unknown>>
  readonly publishedAt: Date
  /** Signs from then on; published before. */
  readonly activeFrom: Date
  /** Leaves the published set then; `undefined` while it is the newest. */
  readonly retiredAt: Date | undefined
}

export interface SigningKeyStore {
  /** Every key not yet retired at this moment, newest `activeFrom` first. */
  list(): Promise<readonly SigningKey[]>
  /** Every key that ever was, retired ones too, newest `activeFrom` first. */
  history(): Promise<readonly SigningKey[]>
  /**
   * Adds a key and sets when those of its algorithm before it retire. When `onlyIfNone` is set and there is a living key
   * of its algorithm already, nothing is written: several processes may start at once and agree on one.
   */
  add(key: SigningKey, options: { retireOthersAt: Date | undefined; onlyIfNone: boolean }): Promise<void>
}
