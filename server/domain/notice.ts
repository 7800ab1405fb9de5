import type { PartyId } from './ids.ts'
import type { Language } from './text/text.ts'

/** What a person may be told of by e-mail. */
export const noticeKinds = ['given', 'used', 'withdrawn', 'expiring', 'asked'] as const

export type NoticeKind = (typeof noticeKinds)[number]

/** Where and of what a person wants to be told. Nothing is sent there but a link before it is confirmed. */
export interface NoticeAddress {
  readonly party: PartyId
  readonly email: string
  readonly language: Language
  readonly kinds: readonly NoticeKind[]
  readonly askedAt: Date
  readonly confirmedAt: Date | undefined
}

/** How long the link that confirms an address is good. */
const confirmationMilliseconds = 24 * 3600 * 1000

/** Nobody fills somebody else's mailbox with links. */
const pauseMilliseconds = 60 * 1000

export const confirmableUntil = ({ askedAt }: Pick<NoticeAddress, 'askedAt'>): Date =>
  new Date(askedAt.getTime() + confirmationMilliseconds)

export const mayAskAgainAt = ({ askedAt }: Pick<NoticeAddress, 'askedAt'>): Date =>
  new Date(askedAt.getTime() + pauseMilliseconds)
