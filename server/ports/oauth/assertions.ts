import type { PublicJwk } from './access-token-verifier.ts'

/** A JWT as it was sent. Nothing in it is to be believed before its signature is checked. */
export interface SentAssertion {
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Signed assertions of clients (RFC 7523). */
export interface Assertions {
  /** `undefined` for what is no compact JWS over a JSON object. */
  read(compact: string): SentAssertion | undefined
  /**
   * Whether this RSA key signed it with RS256, RS384 or RS512, as its header says; no other algorithm counts. A key that
   * an address in the header leads to is never fetched.
   */
  isSignedBy(compact: string, key: PublicJwk): Promise<boolean>
}
