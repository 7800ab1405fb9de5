export type PublicJwk = Readonly<Record<string, unknown>>

/** Somebody whose JWT access tokens are taken. */
export interface TrustedIssuer {
  /** The `iss` of its tokens, byte for byte. */
  readonly issuer: string
  /** Where its keys are: an address (JWK Set), or a function. */
  readonly keys: { readonly uri: string } | { readonly read: () => Promise<readonly PublicJwk[]> }
  /** Whether a token that it signed counts at this moment; every good one when not said. */
  readonly counts?: (claims: VerifiedToken['claims']) => Promise<boolean>
}

export interface VerifiedToken {
  readonly issuer: string
  readonly claims: Readonly<Record<string, unknown>>
}

export interface AccessTokenVerifier {
  /**
   * What a token says, when a trusted issuer signed it (RS256, RS384, RS512, PS256, ES256), it is good at this moment and
   * its audience, if it has one, is ours (RFC 7519 section 4.1.3); `undefined` for every other. Throws
   * `issuer.unavailable` when the issuer's keys cannot be had: that is doubt.
   */
  verify(token: string): Promise<VerifiedToken | undefined>
}
