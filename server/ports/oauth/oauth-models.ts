import type { ConsentRequestId } from '../../domain/ids.ts'

/** The storage of one issuer's OAuth engine. */
export interface OAuthModels {
  model(name: string): OAuthModel
  readonly polled: PolledRequests
  /** An opaque value for an artifact made now that lives for so many seconds; `secret` has 256 bits. */
  tokenValue(kind: string, lifetime: number, secret: string): string
  /** A name for a value that is kept, which does not tell the value; `undefined` for what is not kept. */
  nameOf(value: string): string | undefined
  /** Takes a one-time id for its owner; `false` when it was taken before. `until` is in seconds since 1970. */
  takeOnce(owner: string, id: string, until: number): Promise<boolean>
  /**
   * Has `keepTokens` refuse unless the grant is active then, in the epoch at which this request saw it, or in the one that is
   * `known`. Gives what a token must carry that is not kept.
   */
  holdGrant(id: string, known?: HeldGrant): HeldGrant
  /** Whether the client of a grant that this request has seen is told its id. */
  isManaged(request: object, id: string): boolean
  /** What a grant that the request under way has seen was given for, by its id. */
  purposeOf(grantId: string): string | undefined
  /**
   * Does what the request under way consumed and issued under a grant, all together; until then none of it has happened.
   * Nothing of it may be answered when this throws: `authorization-grant.not-active` when the code or refresh token was used
   * before, which ends its family, or when the grant is not active in the epoch at which this request saw it.
   */
  keepTokens(): Promise<void>
  /** Does only what it consumed, at once: what a refusal keeps. Throws as `keepTokens`. */
  spend(): Promise<void>
  /**
   * Keeps what this request changed of the browser's state; of its session nothing while the flow `goesOn`. `false` when
   * another request has gone on with the same interaction: this one must not be answered.
   */
  settle(request: object, options: { readonly goesOn: boolean }): Promise<boolean>
}

export interface HeldGrant {
  readonly epoch: number
  /** What it was given for, by its id. */
  readonly purpose: string | undefined
}

/** Text parameters of a request, by name. */
export type Parameters = Readonly<Record<string, string | undefined>>

/** A device code or a backchannel request that waits, by what its client asked. */
export interface PolledRequest {
  readonly requestId: ConsentRequestId
  readonly clientId: string
  readonly parameters: Parameters
  readonly expiresAt: Date
}

/** What clients poll for (RFC 8628, OpenID CIBA). */
export interface PolledRequests {
  /** Of the consent request that decides what becomes of the value that a client polls with. */
  requestIdOf(value: string): ConsentRequestId
  /** Still to be answered; `code` is written as it was given out, without what only divides it. */
  findByUserCode(code: string): Promise<PolledRequest | undefined>
  findByRequest(id: ConsentRequestId): Promise<PolledRequest | undefined>
  /** Counts a poll that came too early, and tells whether this was one: the next ones must then be further apart. */
  isHasty(value: string): Promise<boolean>
  /** When the person logged in who is about to answer. */
  noteLogin(id: ConsentRequestId, authenticatedAt: Date): Promise<void>
}

/** One of the engine's models, as it wants it stored. */
export interface OAuthModel {
  /** Browser state lapses before it expires, after `lapsesIn` seconds, unless it is held. */
  upsert(id: string, payload: Payload, expiresIn?: number, lapsesIn?: number): Promise<void>
  /** With `hold`, browser state lapses no more, but lasts until it expires. */
  find(id: string, options?: { readonly hold: boolean }): Promise<Payload | undefined>
  findByUserCode(userCode: string): Promise<undefined>
  findByUid(uid: string): Promise<undefined>
  consume(id: string): Promise<void>
  /** `false` for a token that had ended already. */
  destroy(id: string): Promise<boolean>
  revokeByGrantId(grantId: string): Promise<void>
}

export type Payload = Record<string, unknown>

/** `request` gives an object that lives as long as the request the caller works for. */
export type OpenOAuthModels = (face: string, request: () => object | undefined) => OAuthModels
