/** The one source of randomness. */
export interface Ids {
  /** A random id, UUID version 7: ids made later by one process sort after earlier ones, also within a millisecond. */
  uuid(): string
  /** The same id for the same words, indistinguishable from random without them. */
  derivedUuid(...words: readonly string[]): string
  /** `bytes` random bytes as base64url; at least 32 for a secret. */
  secret(bytes?: number): string
}
