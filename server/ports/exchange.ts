declare const exchange: unique symbol

/** One HTTP request with its answer, opaque to everyone but the adapter that reads its own cookies from it. */
export interface Exchange {
  readonly [exchange]: true
}
