import type { TokenClaims } from '../access.ts'
import type { Issuer } from '../issuer/issuer.ts'
import type { Standing } from '../standing.ts'

/** What a follower is given. */
export interface Followed {
  readonly issuer: Issuer
  readonly standing: Standing
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds for which what was heard is believed. */
  readonly staleAfter: number
  /** Forgets every answer that is kept. */
  readonly forgetAnswers: () => void
  readonly onTrouble: (error: unknown) => void
}

/** What a look at one token's status says: it has ended, or it stood then (milliseconds since 1970). */
export type Looked = 'ended' | { readonly stoodAt: number }

/**
 * One way of hearing that consents have ended. Made by `feed()`, `poll()`, `push()`, `webhook()`, `statusList()` or
 * `nothing()`.
 */
export interface Follower {
  /** Seconds, where the settings do not say. */
  readonly staleAfter: number
  /** `false` for one that listens to nobody, and so is never cut off. */
  readonly hears?: false
  /** Begins, and goes on whatever fails, until it is stopped. For one resource server at a time. */
  start(followed: Followed): void
  stop(): Promise<void>
  /**
   * Looks at the status that a JWT names, in place of what was heard. `undefined` where it names none, or none can be had.
   */
  look?(claims: TokenClaims): Promise<Looked | undefined>
}
