import type { GrantId } from '../domain/authorization-grant.ts'
import type { PartyId } from '../domain/party.ts'
import type { LoginLevel } from '../domain/purpose.ts'
import type { Exchange } from './exchange.ts'

/** An OAuth authorization that waits for a person. */
export interface PendingAuthorization {
  readonly uid: string
  readonly face: string
  readonly clientId: string
  /** What it waits for. */
  readonly prompt: 'login' | 'consent'
  /** The person who logged in for it; absent while it waits for `login`. */
  readonly account: PartyId | undefined
  /** The protocol scopes asked for, in the order of the request. */
  readonly protocolScopes: readonly string[]
  /** The resource's scopes asked for, and its audience. */
  readonly resourceScopes: readonly string[]
  readonly audience: string | undefined
  /** Parameters of the request as they came, the profile's extra ones among them. */
  readonly parameters: Readonly<Record<string, string | undefined>>
  readonly expiresAt: Date
  /** Ends the wait and gives the URL to send the browser to. */
  finish(outcome: AuthorizationOutcome): Promise<string>
}

export type AuthorizationOutcome =
  | {
      readonly kind: 'logged-in'
      readonly party: PartyId
      readonly level: LoginLevel
      readonly authenticatedAt: Date
    }
  | { readonly kind: 'accepted'; readonly grantId: GrantId }
  | { readonly kind: 'refused'; readonly error: string; readonly description: string }

export interface PendingAuthorizations {
  /** The one this browser holds, `undefined` when there is none (any more) or it belongs to another browser. */
  find(face: string, uid: string, exchange: Exchange): Promise<PendingAuthorization | undefined>
}
