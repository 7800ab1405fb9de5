/** The key or certificate that a token is good together with, as `cnf` names it (RFC 7800). */
export interface Confirmation {
  /** Thumbprint of a key that is proven by DPoP (RFC 9449 section 6). */
  readonly jkt?: string
  /** Thumbprint of a certificate (RFC 8705 section 3.1). */
  readonly 'x5t#S256'?: string
}

/** What a token says, whether it was read here or samtykke was asked. */
export interface TokenClaims {
  readonly iss?: string
  readonly sub?: string
  readonly aud?: string | readonly string[]
  readonly client_id?: string
  readonly scope?: string
  /** Seconds. */
  readonly iat?: number
  /** Seconds. */
  readonly exp?: number
  readonly cnf?: Confirmation
  /** The consent behind it. */
  readonly grant_id?: string
  /** What the consent was given for. */
  readonly purpose?: string
  readonly [claim: string]: unknown
}

/** A request that may be served. */
export interface Access {
  /** The access token, as it was shown. */
  readonly token: string
  /** The consent behind it: `grant_id` of tokens, `consent_id` of events. */
  readonly consentId: string | undefined
  /** The person who gave it, by the id that she has at this issuer. */
  readonly subject: string | undefined
  readonly clientId: string | undefined
  readonly purpose: string | undefined
  readonly scopes: readonly string[]
  readonly expiresAt: Date | undefined
  /** All that the token, or introspection, says. */
  readonly claims: TokenClaims
}

export const accessOfClaims = (token: string, claims: TokenClaims): Access => ({
  token,
  consentId: claims.grant_id,
  subject: claims.sub,
  clientId: claims.client_id,
  purpose: claims.purpose,
  scopes: scopesIn(claims),
  expiresAt: claims.exp === undefined ? undefined : new Date(claims.exp * 1000),
  claims,
})

const scopesIn = ({ scope }: TokenClaims): readonly string[] =>
  typeof scope === 'string' ? scope.split(' ').filter(one => one !== '') : []
