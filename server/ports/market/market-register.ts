/** `BalanceSupplier` may ask for consents. */
export interface RegisteredMarketParty {
  readonly gln: string
  readonly function: string
  /** `undefined` when it is not known whose it is: then nobody can call as it. */
  readonly orgno: string | undefined
  readonly status: 'ACTIVE' | 'INACTIVE' | 'NEW' | 'TERMINATED'
}

/** `provider` calls in the name of `gln`; both are GLNs. */
export interface MarketDelegation {
  readonly gln: string
  readonly provider: string
}

export interface RegisteredMeteringPoint {
  readonly id: string
  readonly meterNumber: string | undefined
  readonly blockedForSwitching: boolean
  /** By national identity number, of which only the party is kept. */
  readonly endUsers: readonly { readonly nin: string; readonly accessType: 'OWNED' | 'SHARED' }[]
}

export interface RegisteredRedirect {
  readonly gln: string
  readonly production: string | undefined
  readonly test: string | undefined
}

export interface RegisteredProducts {
  readonly orgno: string
  readonly names: readonly string[]
}

export interface MarketEntries {
  readonly parties: readonly RegisteredMarketParty[]
  readonly delegations: readonly MarketDelegation[]
  readonly meteringPoints: readonly RegisteredMeteringPoint[]
  readonly redirects: readonly RegisteredRedirect[]
  readonly products: readonly RegisteredProducts[]
}

/** Our own register of the energy market, for those parts of it that a deployment does not ask elsewhere. */
export interface MarketRegister {
  /**
   * Every entry replaces what was there under its own name; the others stay. Repeating it changes nothing. Tells whether
   * anything is different now.
   */
  put(entries: MarketEntries): Promise<boolean>
  /** What is there; metering points, and with them the numbers of persons, only when they are asked for. */
  read(of: { readonly meteringPoints: boolean }): Promise<MarketEntries>
}
