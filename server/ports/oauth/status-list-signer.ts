/** A status list as it is told to others. */
export interface ToldStatusList {
  /** Its address, which tokens name. */
  readonly uri: string
  /** Where all lists are named. */
  readonly aggregationUri: string
  /** The places whose tokens are no longer good. The same array is signed once. */
  readonly ended: readonly number[]
  /** Seconds after which a newer one is to be asked for. */
  readonly ttl: number
  /** Seconds after which it counts for nothing. */
  readonly lifetime: number
}

export interface StatusListSigner {
  /** A Token Status List (draft 20) of one bit a token: a compact JWS by a key of the house issuer's `jwks_uri`. */
  sign(list: ToldStatusList): Promise<string>
}
