/** The storage of one issuer's OAuth engine. */
export interface OAuthModels {
  model(name: string): OAuthModel
  /** An opaque value for an artifact made now that lives for so many seconds; `secret` has 256 bits. */
  tokenValue(kind: string, lifetime: number, secret: string): string
  /** Takes a one-time id for its owner; `false` when it was taken before. `until` is in seconds since 1970. */
  takeOnce(owner: string, id: string, until: number): Promise<boolean>
  /**
   * Holds the grant until the transaction ends and gives the epoch that a token which is not kept must carry.
   * Throws `authorization-grant.not-active` when it is not active in the epoch at which this request saw it.
   */
  holdGrant(id: string): Promise<number>
  /**
   * Keeps what this request changed of the browser's state; of its session nothing while the flow `goesOn`. `false` when
   * another request has gone on with the same interaction: this one must not be answered.
   */
  settle(request: object, options: { readonly goesOn: boolean }): Promise<boolean>
}

/** One of the engine's models, as it wants it stored. */
export interface OAuthModel {
  upsert(id: string, payload: Payload, expiresIn?: number): Promise<void>
  find(id: string): Promise<Payload | undefined>
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
