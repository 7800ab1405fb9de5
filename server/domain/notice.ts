import type { PartyId } from './ids.ts'
import type { Language } from './text/text.ts'

/** What a person may be told of by e-mail. */
export const noticeKinds = ['given', 'used', 'withdrawn', 'expiring', 'asked', 'summary'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** How many days before a consent ends somebody may be told. */
export const reminderDays = [3, 7, 14, 30] as const

export const usualReminderDays = 14

/** What a person has consented to, in numbers. */
export interface ConsentSummary {
  /** In force, and to how many different askers. */
  readonly active: number
  readonly askers: number
  /** In the last year. */
  readonly given: number
  readonly ended: number
}

/** Where and of what a person wants to be told. Nothing is sent there but a link before it is confirmed. */
export interface NoticeAddress {
  readonly party: PartyId
  readonly email: string
  readonly language: Language
  readonly kinds: readonly NoticeKind[]
  readonly remindDays: number
  readonly askedAt: Date
  readonly confirmedAt: Date | undefined
  /** When the next yearly summary is due; `undefined` when none is wanted. */
  readonly summaryAt: Date | undefined
}

/** How long the link that confirms an address is good. */
const confirmationMilliseconds = 24 * 3600 * 1000

/** Nobody fills somebody else's mailbox with links. */
const pauseMilliseconds = 60 * 1000

export const confirmableUntil = ({ askedAt }: Pick<NoticeAddress, 'askedAt'>): Date =>
  new Date(askedAt.getTime() + confirmationMilliseconds)

export const mayAskAgainAt = ({ askedAt }: Pick<NoticeAddress, 'askedAt'>): Date =>
  new Date(askedAt.getTime() + pauseMilliseconds)
