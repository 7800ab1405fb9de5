import type { Holder } from '../../domain/grants/holder.ts'
import type { GrantId, PartyId } from '../../domain/ids.ts'

export interface Confirmation {
  readonly jkt?: string
  readonly 'x5t#S256'?: string
}

/** A token that is good right now. */
export interface LiveToken {
  readonly kind: 'AccessToken' | 'ClientCredentials' | 'RefreshToken'
  readonly clientId: string
  readonly party: PartyId | undefined
  readonly grantId: GrantId | undefined
  /** To whom the grant under it was given. */
  readonly holder: Holder | undefined
  readonly audience: string | undefined
  readonly scopeString: string | undefined
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
   * epoch, or its grant is not active at this moment.
   */
  inspect(face: string, token: string): Promise<LiveToken | undefined>
}
