import type { PartyId } from '../../domain/ids.ts'
import type { Client, GrantType } from '../../domain/registry/client.ts'
import type { RefusalReason } from './pending-authorization.ts'
import type { LiveToken } from './token-inspector.ts'

export type Parameters = Readonly<Record<string, string>>

/** RFC 6749 sections 4.1.2.1 and 5.2. */
export interface OAuthRefusal {
  readonly error: string
  readonly description: string
}

export type Answer = Readonly<Record<string, unknown>>

/**
 * Where an issuer departs from the standards' usual way, for clients that know it so. Beside what the members say: PKCE
 * is optional, and enforced when used; every authorization asks, whatever was agreed to before; tokens state their full
 * lifetime, though they end with their grant; the redirect has the `scope`; an error on the redirect has a description
 * that is empty.
 */
export interface OAuthDialect {
  /** An authorization request in the engine's words. What cannot be said in them is left for `refuseAuthorization`. */
  readAuthorization(written: Parameters): Parameters
  /** Heard once client and redirect URI are known to be good: why the request as it was written is refused. */
  refuseAuthorization(written: Parameters, client: Client): OAuthRefusal | undefined
  /** What a client asks for itself: an audience and scopes, all of which it may have; or why not. */
  readMachineRequest(
    written: Parameters,
    client: Client,
  ): { readonly audience: string; readonly scope: string } | OAuthRefusal
  /** All that the token endpoint knows of; others are unsupported, whatever the engine knows. */
  readonly grantTypes: readonly GrantType[]
  /** The error for an authorization that a person, or her login, ended. */
  readonly refusals: Readonly<Record<RefusalReason, string>>
  /** Other names for errors on the redirect. */
  readonly redirectErrors: Readonly<Record<string, string>>
  /** How a client knows a person. */
  subject(party: PartyId, clientId: string): string
  /** A good answer of the token endpoint, in the words of this issuer. */
  tokenAnswer(answer: Answer): Answer
  /** What the asking resource server gets to know of a good token; `undefined` when it counts as none. */
  introspectionAnswer(live: LiveToken, asked: IntrospectionRequest): Promise<Answer | undefined>
  /** The discovery document in the words of this issuer. */
  discovery(document: Answer): Answer
}

export interface IntrospectionRequest {
  readonly caller: Client
  readonly parameters: Parameters
  /** As RFC 7662 has it. */
  readonly answer: Answer
  /** The national identity number of a person, where the token's resource may know it. */
  revealIdentity(party: PartyId): Promise<string | undefined>
}
