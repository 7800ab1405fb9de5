import { type ConsentSummary, confirmableUntil, type NoticeAddress } from '../../domain/notice.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Ids } from '../../ports/ids.ts'
import type { Mail, Mailer } from '../../ports/notices/mailer.ts'
import type { DueNotice, NoticeStore } from '../../ports/notices/notices.ts'
import type { OperatorActs } from '../../ports/operators/operator-acts.ts'
import type { PageRenderer } from '../../ports/page-renderer.ts'
import { confirmationCode, stopCode } from '../steps/notice-codes.ts'

interface Ports {
  readonly notices: Pick<NoticeStore, 'gather' | 'claim' | 'settle' | 'summary'>
  readonly acts: Pick<OperatorActs, 'list'>
  readonly mailer: Mailer
  readonly renderer: Pick<PageRenderer, 'text'>
  readonly clock: Clock
  readonly ids: Pick<Ids, 'derivedUuid'>
  readonly publicUrl: string
  readonly operatorName: string
  readonly onError: (error: unknown) => void
}

/** At once, and no more than the mail server can be expected to take. */
const batch = 10

/** About three days, as the pauses grow. */
const mostAttempts = 10

/**
 * Sends what people want to be told, all that is due for one person in one mail. A mail that fails is tried again, later and
 * later; one that may have been taken before a crash is sent again under the same id.
 */
export const sendNotices = (ports: Ports) => async (): Promise<void> => {
  while (!(await ports.notices.gather()));
  for (;;) {
    const due = await ports.notices.claim(batch)
    const mails = Map.groupBy(due, ({ kind, to }) => `${mailOf[kind]} ${to.party}`)
    await Promise.all([...mails.values()].map(one => sendOne(ports, one)))
    if (due.length < batch) return
  }
}

async function sendOne(ports: Ports, due: readonly DueNotice[]): Promise<void> {
  const ids = due.map(({ id }) => id)
  const mail = await toMail(ports, due)
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

type MailKind = 'confirm' | 'news' | 'summary'

const mailOf: Readonly<Record<DueNotice['kind'], MailKind>> = {
  confirm: 'confirm',
  given: 'news',
  used: 'news',
  withdrawn: 'news',
  expiring: 'news',
  asked: 'news',
  summary: 'summary',
}

/** Why the operator ended what is told of, in the words that were written for her to read. */
async function reasonsOf({ acts }: Ports, due: readonly DueNotice[]): Promise<readonly string[]> {
  const ended = due.flatMap(({ endedForOperator }) => endedForOperator ?? [])
  const found = await Promise.all(
    ended.map(id => acts.list({ operation: 'grant.revoke', target: { kind: 'grant', id } }, { limit: 1 })),
  )
  return found.flatMap(({ items }) => items[0]?.reason ?? [])
}

/** Says nothing of the consent but what support wrote: mail is read by others, too. `undefined` for what is too late to say. */
async function toMail(ports: Ports, due: readonly DueNotice[]): Promise<Mail | undefined> {
  const [first] = due
  if (!first) return undefined
  const { to, id, kind } = first
  if (mailOf[kind] === 'confirm') return confirmation(ports, first)
  if (!to.confirmedAt) return undefined
  const stop = stopLink(ports, first)
  if (mailOf[kind] === 'summary') {
    const summary = await ports.notices.summary(to.party)
    const { active, given, ended } = summary
    const isEmpty = active + given + ended === 0
    const link = `${ports.publicUrl}/consents?by=asker&lang=${to.language}`
    return isEmpty ? undefined : { ...written(ports, { key: 'summary', to, link, stop, summary }), id, stop }
  }
  const reasons = await reasonsOf(ports, due)
  const news = reasons.length > 0 ? 'ended' : 'news'
  const key = due.every(one => one.kind === 'expiring') ? 'expiring' : news
  const link = `${ports.publicUrl}/consents?lang=${to.language}`
  return { ...written(ports, { key, to, link, stop, reason: reasons.join('\n\n') }), id, stop }
}

function confirmation(ports: Ports, { id, to }: DueNotice): Mail | undefined {
  if (to.confirmedAt || ports.clock.now() >= confirmableUntil(to)) return undefined
  const link = `${ports.publicUrl}/notices/confirm?code=${confirmationCode(ports.ids, to)}&lang=${to.language}`
  return { ...written(ports, { key: 'confirm', to, link }), id: `${id}.${to.askedAt.getTime()}` }
}

/** Ends all notices without a login. */
const stopLink = ({ publicUrl, ids }: Ports, { id, to }: DueNotice): string =>
  `${publicUrl}/notices/stop?mail=${id}&code=${stopCode(ids, to, id)}&lang=${to.language}`

interface Written {
  readonly key: MailKind | 'expiring' | 'ended'
  readonly to: NoticeAddress
  readonly link: string
  readonly stop?: string
  readonly reason?: string
  readonly summary?: ConsentSummary
}

function written(
  { renderer, operatorName, publicUrl }: Ports,
  { key, to, link, stop = '', reason = '', summary }: Written,
) {
  const { language } = to
  const values = {
    operator: operatorName,
    link,
    stop,
    reason,
    settings: `${publicUrl}/notices`,
    ...Object.fromEntries(Object.entries(summary ?? {}).map(([name, count]) => [name, String(count)])),
  }
  const text = (part: 'subject' | 'text') => renderer.text(`notice-mail.${key}.${part}`, language, values)
  return { to: to.email, language, subject: text('subject'), text: text('text') }
}
