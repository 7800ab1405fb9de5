import type { AccessTokenVerifier, TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type { Assertions } from '../../ports/oauth/assertions.ts'
import type { PendingAuthorizations } from '../../ports/oauth/pending-authorization.ts'
import type { ReplayGuard } from '../../ports/oauth/replay-guard.ts'
import type { TokenInspector } from '../../ports/oauth/token-inspector.ts'
import type { SignerOf } from '../../ports/oauth/token-signer.ts'
import type { OpenBusinessCertificates } from '../../ports/parties/business-certificates.ts'
import type { SecretHasher } from '../../ports/secret-hasher.ts'

/** Tokens, ours and others', and what programs show to get them. */
export interface OAuthTools {
  readonly tokens: TokenInspector
  /** Signs JWTs with the house's own keys. */
  readonly signer: SignerOf
  /** Takes the tokens of these issuers and, when `own` is set, of every face with a `tokenIssuer`. */
  readonly trustIssuers: (listed: readonly TrustedIssuer[], options: { own: boolean }) => AccessTokenVerifier
  readonly pending: PendingAuthorizations
  readonly assertions: Assertions
  readonly replays: ReplayGuard
  readonly secrets: SecretHasher
  readonly openBusinessCertificates: OpenBusinessCertificates
}
