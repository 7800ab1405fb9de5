import type { Holder } from '../../domain/grants/holder.ts'
import type { GrantId, PartyId } from '../../domain/ids.ts'

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
