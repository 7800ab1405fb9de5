import type { NoticeAddress } from '../../../domain/notice.ts'
import { confirmableUntil, type NoticeKind, noticeKinds } from '../../../domain/notice.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { signedIn } from '../signed-in.ts'
import { dateAndTime } from '../../../wording/dates.ts'

interface Shown {
  readonly session: LoginSession
  readonly language: Language
  readonly address: NoticeAddress | undefined
}

interface Mistake {
  readonly fault: 'email' | 'kinds' | 'pause'
  readonly email: string
  readonly kinds: readonly NoticeKind[]
}

/** The form, with what is chosen now, or with what was written and is wrong. */
export const noticesPage = ({ session, language, address }: Shown, mistake?: Mistake): PageReply => ({
  view: 'notices',
  status: mistake ? 400 : 200,
  model: {
    ...signedIn(session),
    state: stateOf(address),
    email: mistake?.email ?? address?.email ?? '',
    until: address && dateAndTime(confirmableUntil(address), language),
    kinds: noticeKinds.map(kind => ({
      kind,
      chosen: (mistake?.kinds ?? address?.kinds ?? []).includes(kind),
    })),
    fault: mistake?.fault,
  },
})

function stateOf(address: NoticeAddress | undefined): 'off' | 'waiting' | 'on' {
  if (!address) return 'off'
  return address.confirmedAt ? 'on' : 'waiting'
}
