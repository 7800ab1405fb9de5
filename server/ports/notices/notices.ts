import type { GrantId, PartyId } from '../../domain/ids.ts'
import type { ConsentSummary, NoticeAddress, NoticeKind } from '../../domain/notice.ts'

/** E-mail that is to be sent now. */
export interface DueNotice {
  readonly id: string
  readonly kind: NoticeKind | 'confirm'
  readonly to: NoticeAddress
  /** How often it has been tried before. */
  readonly attempts: number
  /** The consent that it tells of, when the operator ended it. */
  readonly endedForOperator: GrantId | undefined
}

/** Who wants to be told what, and what they have not been told yet. */
export interface NoticeStore {
  find(party: PartyId): Promise<NoticeAddress | undefined>
  /** Keeps a new or changed address, not confirmed, and the notice that asks to confirm it; all or nothing. */
  ask(address: Omit<NoticeAddress, 'confirmedAt' | 'summaryAt'>): Promise<void>
  /**
   * Changes only what a confirmed address is told. `false` when there is none. Whoever begins to want reminders is told of what ends
   * that soon already.
   */
  choose(address: Pick<NoticeAddress, 'party' | 'kinds' | 'language' | 'remindDays'>): Promise<boolean>
  /** `false` unless the address asked for at that instant is still waiting. */
  confirm(address: Pick<NoticeAddress, 'party' | 'askedAt'>): Promise<boolean>
  /** The address behind a notice, until it is forgotten. */
  findBehind(notice: string): Promise<NoticeAddress | undefined>
  /** What whoever is told has consented to, as of now. */
  summary(party: PartyId): Promise<ConsentSummary>
  /** Forgets the address and everything not yet sent to it. `false` when there is none. */
  remove(party: PartyId): Promise<boolean>
  /**
   * Makes the notices that follow from events, from consents about to expire and from years that have passed since it was last
   * called: one for each consent, kind and person, and one summary for all years that have passed, whoever calls and however often.
   * Nothing is lost when a caller dies half-way. `false` when there may be more.
   */
  gather(): Promise<boolean>
  /** Takes notices to send, so that nobody else takes them for a minute, then later and later. */
  claim(limit: number): Promise<readonly DueNotice[]>
  /** They are never given out again. */
  settle(ids: readonly string[], how: 'sent' | 'given up'): Promise<void>
}
