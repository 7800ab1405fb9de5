import type { PublicJwk } from './access-token-verifier.ts'
import type { SigningAlgorithm } from '../../domain/registry/signing-algorithm.ts'

/** Signs JWTs with the house's own keys. */
export interface TokenSigner {
  /** A compact JWS of these claims as they are; the header holds `alg`, `kid`, `typ` when it is said, and nothing else. */
  sign(claims: Readonly<Record<string, unknown>>, typ?: string): Promise<string>
  /** Seconds for which others may keep the published keys. */
  keysMaxAge(): Promise<number>
  /** The keys whose signatures may still be met, public parts only. */
  publicKeys(): Promise<readonly PublicJwk[]>
}

export type SignerOf = (algorithm: SigningAlgorithm) => TokenSigner
