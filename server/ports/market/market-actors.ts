/** Who may call as which market party, by our own register. */
export interface MarketActors {
  /** What a GLN may do in the market, when it belongs to this organization; empty for somebody else's. */
  functionsOf(gln: string, owner: string): Promise<readonly string[]>
  /** What a GLN may do in the market for which `provider` calls in its name; empty without such a delegation. */
  functionsDelegated(gln: string, provider: string): Promise<readonly string[]>
}
