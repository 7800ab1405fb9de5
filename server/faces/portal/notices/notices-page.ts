import type { NoticeAddress } from '../../../domain/notice.ts'
import {
  confirmableUntil,
  type NoticeKind,
  noticeKinds,
  reminderDays,
  usualReminderDays,
} from '../../../domain/notice.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { signedIn } from '../signed-in.ts'
import { dateAndTime, dateOnly } from '../../../wording/dates.ts'

interface Shown {
  readonly session: LoginSession
  readonly language: Language
  readonly address: NoticeAddress | undefined
}

interface Mistake {
  readonly fault: 'email' | 'kinds' | 'pause'
  readonly email: string
  readonly kinds: readonly NoticeKind[]
  readonly remindDays: number
}

/** The form, with what is chosen now, or with what was written and is wrong. */
export function noticesPage({ session, language, address }: Shown, mistake?: Mistake): PageReply {
  const { kinds = [], remindDays = usualReminderDays } = mistake ?? address ?? {}
  const next = address?.summaryAt
  return {
    view: 'notices',
    status: mistake ? 400 : 200,
    model: {
      ...signedIn(session),
      state: stateOf(address),
      email: mistake?.email ?? address?.email ?? '',
      until: address && dateAndTime(confirmableUntil(address), language),
      kinds: noticeKinds
        .filter(kind => kind !== 'summary')
        .map(kind => ({ kind, chosen: kinds.includes(kind) })),
      days: reminderDays.map(days => ({ days: String(days), chosen: days === remindDays })),
      summary: {
        chosen: kinds.includes('summary'),
        next: next && address.confirmedAt && dateOnly(next, language),
      },
      fault: mistake?.fault,
    },
  }
}

function stateOf(address: NoticeAddress | undefined): 'off' | 'waiting' | 'on' {
  if (!address) return 'off'
  return address.confirmedAt ? 'on' : 'waiting'
}
