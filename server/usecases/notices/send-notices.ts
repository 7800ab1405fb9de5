import { confirmableUntil } from '../../domain/notice.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Mail, Mailer } from '../../ports/notices/mailer.ts'
import type { DueNotice, NoticeStore } from '../../ports/notices/notices.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import { confirmationCode } from '../steps/confirmation-code.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'gather' | 'claim' | 'settle'>
  readonly mailer: Mailer
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly publicUrl: string
  readonly operatorName: string
  readonly onError: (error: unknown) => void
}

const week = 7 * 24 * 3600 * 1000

/** At once, and no more than the mail server can be expected to take. */
const batch = 10

/** About three days, as the pauses grow. */
const mostAttempts = 10

/**
 * Sends what people want to be told, all that is due for one person in one mail. A mail that fails is tried again, later and
 * later; one that may have been taken before a crash is sent again under the same id.
 */
export const sendNotices = (ports: Ports) => async (): Promise<void> => {
  const weekAhead = () => new Date(ports.clock.now().getTime() + week)
  while (!(await ports.notices.gather(weekAhead())));
  for (;;) {
    const due = await ports.notices.claim(batch)
    const mails = Map.groupBy(due, ({ kind, to }) => `${kind === 'confirm'} ${to.party}`)
    await Promise.all([...mails.values()].map(one => sendOne(ports, one)))
    if (due.length < batch) return
  }
}

async function sendOne(ports: Ports, due: readonly DueNotice[]): Promise<void> {
  const ids = due.map(({ id }) => id)
  const mail = toMail(ports, due)
  if (!mail) return ports.notices.settle(ids, 'given up')
  try {
    const outcome = await ports.mailer.send(mail)
    await ports.notices.settle(ids, outcome === 'sent' ? 'sent' : 'given up')
  } catch (error) {
    ports.onError(error)
    const tired = due.filter(({ attempts }) => attempts + 1 >= mostAttempts)
    if (tired.length > 0)
      await ports.notices.settle(
        tired.map(({ id }) => id),
        'given up',
      )
  }
}

/** Says nothing of the consent: mail is read by others, too. `undefined` for what is too late to say. */
function toMail(ports: Ports, [first]: readonly DueNotice[]): Mail | undefined {
  if (!first) return undefined
  const { to, id } = first
  const isConfirmation = first.kind === 'confirm'
  if (isConfirmation && (to.confirmedAt || ports.clock.now() >= confirmableUntil(to))) return undefined
  if (!isConfirmation && !to.confirmedAt) return undefined
  const key = isConfirmation ? 'notice-mail.confirm' : 'notice-mail.news'
  const link = isConfirmation
    ? `${ports.publicUrl}/notices/confirm?code=${confirmationCode(ports.ids, to)}&lang=${to.language}`
    : `${ports.publicUrl}/consents?lang=${to.language}`
  const values = { operator: ports.operatorName, link, settings: `${ports.publicUrl}/notices` }
  return {
    id: isConfirmation ? `${id}.${to.askedAt.getTime()}` : id,
    to: to.email,
    language: to.language,
    subject: ports.renderer.text(`${key}.subject`, to.language, values),
    text: ports.renderer.text(`${key}.text`, to.language, values),
  }
}
