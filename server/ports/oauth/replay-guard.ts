/** Remembers what may be used once. */
export interface ReplayGuard {
  /**
   * `true` for the first caller, whichever process it asks; `false` for every other until `until`. `words` name the thing:
   * whose it is and what it is called. Only their hash is kept.
   */
  burn(words: readonly string[], until: Date): Promise<boolean>
}
