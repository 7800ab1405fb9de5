import type { KeptKind, RetentionEnd } from '../../domain/registry/retention.ts'

/** What of the consents for one purpose is to go. */
export interface Due {
  readonly purpose: string
  readonly kind: KeptKind
  readonly end: RetentionEnd
  /** Of consents that had ended by then; of questions that gave none, when their answer was due by then. */
  readonly endedBy: Date
}

/** Since when consents must have ended for those who took part in them to be forgotten, by purpose. Of others nobody is. */
export type IdentityEnds = ReadonlyMap<string, Date>

export interface Portion {
  /** Consents and questions, or people. */
  readonly gone: number
  readonly isLast: boolean
}

/** Takes away what is kept of consents that have ended, in portions. What is attested by the ledger stays. */
export interface RetentionStore {
  /**
   * One portion, in a transaction of its own, from where the last one ended, whichever process that was; nothing, as the last
   * portion, while another process is at it.
   */
  takeAway(due: Due, identityEnds: IdentityEnds): Promise<Portion>
  /** How much would go if everything were looked through. */
  count(due: Due, identityEnds: IdentityEnds): Promise<number>
  /** Has everything be looked through again from the beginning. */
  startOver(): Promise<void>
}
