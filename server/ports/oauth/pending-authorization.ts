import type { AuthorizationDetail } from '../../domain/registry/authorization-detail.ts'
import type { GrantManagement } from '../../domain/grants/grant-management.ts'
import type { GrantId, PartyId } from '../../domain/ids.ts'
import type { LoginLevel } from '../../domain/requests/purpose.ts'
import type { Scope } from '../../domain/registry/scope.ts'
import type { Exchange } from '../exchange.ts'

/** What an OAuth authorization asks a person for, however its client asked. */
export interface AskedAuthorization {
  readonly face: string
  readonly clientId: string
  /** The protocol scopes asked for, in the order of the request; not those by which a client manages its grants. */
  readonly protocolScopes: readonly string[]
  /** The facts about the person asked for: the protocol scopes that give claims, as scopes of the issuer. */
  readonly identityScopes: readonly Scope[]
  /** The resource's scopes asked for, and its audience, which is set also when no scope of it is asked for. */
  readonly resourceScopes: readonly string[]
  readonly audience: string | undefined
  /** All APIs that are asked of: more than one only for the sake of details. */
  readonly audiences: readonly string[]
  /** What is asked for in the words of registered types, each as its type has it. */
  readonly details: readonly AuthorizationDetail[]
  /** Parameters of the request as they came, the profile's extra ones among them. */
  readonly parameters: Readonly<Record<string, string | undefined>>
  /** What its client does to a grant by it. */
  readonly management: GrantManagement | undefined
  /** Until when it may be answered. */
  readonly expiresAt: Date
}

/** One that a browser has come with, and waits for. For a while after its end it may still be ended without an answer. */
export interface PendingAuthorization extends AskedAuthorization {
  readonly uid: string
  /** Ends the wait and gives the URL to send the browser to. */
  finish(outcome: AuthorizationOutcome): Promise<string>
}

export type AuthorizationOutcome =
  | {
      readonly kind: 'accepted'
      readonly grantId: GrantId
      /** The person who said yes, and her login. */
      readonly by: PartyId
      readonly level: LoginLevel
      readonly authenticatedAt: Date
    }
  | {
      readonly kind: 'refused'
      readonly error: string
      readonly description: string
      readonly reason?: RefusalReason
    }

/** Who or what ended it: an answer, a login that came to nothing, or a question that can no longer be answered. */
export type RefusalReason = 'declined' | 'login-cancelled' | 'login-failed' | 'left'

export interface PendingAuthorizations {
  /**
   * The one this browser holds, `undefined` when there is none (any more) or it belongs to another browser. With `hold`,
   * somebody is logged in for it: from now on it is not forgotten before its end.
   */
  find(
    face: string,
    uid: string,
    exchange: Exchange,
    options?: { readonly hold: boolean },
  ): Promise<PendingAuthorization | undefined>
}
