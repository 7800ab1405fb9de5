/** Whose key it is. Keys of different callers have nothing to do with each other. */
export interface IdempotencyKey {
  readonly face: string
  readonly caller: string
  readonly key: string
}

export interface KeptAnswer {
  /** A digest of each member of the request that was answered, by its name. */
  readonly members: Readonly<Record<string, string>>
  /** JSON. */
  readonly answer: unknown
}

/** What was answered to requests that callers gave a key of their own. */
export interface IdempotencyStore {
  /** What was answered, until it is forgotten. */
  find(key: IdempotencyKey): Promise<KeptAnswer | undefined>
  /**
   * Keeps an answer until then. Of several at once exactly one gets `true`; `false` when one is kept already: then the
   * unit of work around it must be undone.
   */
  keep(key: IdempotencyKey, answer: KeptAnswer, until: Date): Promise<boolean>
}
