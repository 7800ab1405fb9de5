import type { AccessTokenVerifier, TrustedIssuer } from '../../ports/oauth/access-token-verifier.ts'
import type { Assertions } from '../../ports/oauth/assertions.ts'
import type { PendingAuthorizations } from '../../ports/oauth/pending-authorization.ts'
import type { PolledAuthorizations } from '../../ports/oauth/polled-authorization.ts'
import type { Proofs } from '../../ports/oauth/proofs.ts'
import type { ReplayGuard } from '../../ports/oauth/replay-guard.ts'
import type { StatusListSigner } from '../../ports/oauth/status-list-signer.ts'
import type { TokenInspector } from '../../ports/oauth/token-inspector.ts'
import type { SignerOf } from '../../ports/oauth/token-signer.ts'
import type { TokenStatuses } from '../../ports/oauth/token-statuses.ts'
import type { OpenBusinessCertificates } from '../../ports/parties/business-certificates.ts'
import type { SecretHasher } from '../../ports/secret-hasher.ts'

export interface TakenTokens {
  /** Whether those of every face with a `tokenIssuer` are taken, too. */
  readonly own: boolean
  /** The names that tokens may know the API by, in `aud`; tokens for everybody are taken when not said. */
  readonly audiences?: readonly string[]
}

/** Tokens, ours and others', and what programs show to get them. */
export interface OAuthTools {
  readonly tokens: TokenInspector
  /** Signs JWTs with the house's own keys. */
  readonly signer: SignerOf
  /** Takes the tokens of these issuers, as far as they are for the one who asks. */
  readonly trustIssuers: (listed: readonly TrustedIssuer[], taken: TakenTokens) => AccessTokenVerifier
  /** Which of the tokens that nobody keeps have ended. */
  readonly tokenStatuses: TokenStatuses
  readonly statusListSigner: StatusListSigner
  readonly pending: PendingAuthorizations
  readonly polled: PolledAuthorizations
  readonly assertions: Assertions
  readonly replays: ReplayGuard
  readonly proofs: Proofs
  /** Where clients are asked for certificates, when that is another place than all else. */
  readonly certificateOrigin: string | undefined
  readonly secrets: SecretHasher
  readonly openBusinessCertificates: OpenBusinessCertificates
}
