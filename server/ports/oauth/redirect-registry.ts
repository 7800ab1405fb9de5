/** Where market parties have registered that browsers may be sent back to. */
export interface RedirectRegistry {
  /** What a market party has registered for this environment. Throws when the register cannot say. */
  lookup(gln: string): Promise<{ readonly url: string | undefined } | 'not-found'>
}
