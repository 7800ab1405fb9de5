import type { Holder } from '../../domain/grants/holder.ts'
import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { GrantId, PartyId } from '../../domain/ids.ts'

export interface Confirmation {
  readonly jkt?: string
  readonly 'x5t#S256'?: string
}

/** How a token came from the grant that it is under. */
export interface GrantedToken {
  /** The client that the grant was given through. */
  readonly clientId: string
  /** The grant's epoch that it was issued in. */
  readonly epoch: number
  /** The clients that it was exchanged by (RFC 8693), the first one first; the last one has it. */
  readonly actors: readonly string[]
  /** Names of the tokens that it was exchanged for, where these are kept: it is no good after any of them is revoked. */
  readonly forebears: readonly string[]
}

/** A token that is good right now. */
export interface LiveToken {
  readonly kind: 'AccessToken' | 'ClientCredentials' | 'RefreshToken'
  readonly clientId: string
  readonly party: PartyId | undefined
  readonly grantId: GrantId | undefined
  /** What the grant under it was given for, by its id. */
  readonly purpose?: string | undefined
  /** To whom the grant under it was given. */
  readonly holder: Holder | undefined
  /** Of a token under a grant. */
  readonly granted?: GrantedToken | undefined
  readonly audience: string | undefined
  readonly scopeString: string | undefined
  /** What it is for in the words of registered types, of what was given. */
  readonly details?: readonly AuthorizationDetail[] | undefined
  /** Those of its issuer's own scopes that it was asked with. */
  readonly protocolScopes: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** The key that it is bound to, as `cnf` (RFC 7800) names it: `jkt` (RFC 9449) or `x5t#S256` (RFC 8705). */
  readonly confirmation?: Confirmation | undefined
  /** When the grant under it ends; the token is no good after either. */
  readonly grantEndsAt: Date | undefined
}

export interface TokenInspector {
  /**
   * The token in one statement that joins its grant: `undefined` when it is unknown, expired, consumed, of an old
   * epoch, or its grant is not active at this moment. For one that was exchanged, another statement looks at its forebears.
   */
  inspect(face: string, token: string): Promise<LiveToken | undefined>
  /** The same of a token that is good but for its grant, which has ended in the epoch that it was issued in. */
  inspectEnded(face: string, token: string): Promise<LiveToken | undefined>
}
