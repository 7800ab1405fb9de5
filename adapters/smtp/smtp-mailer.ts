import type { Transporter } from 'nodemailer'
import type { Mailer } from '../../server/ports/notices/mailer.ts'

export interface SmtpSettings {
  /** `smtp://` (STARTTLS, which is required unless it is this machine) or `smtps://`, with user and password if any. */
  readonly url: string
  readonly from: string
}

const timeout = 15_000

/** Sends through a mail server. It is not asked anything before the first mail. */
export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  let opened: Promise<Transporter> | undefined
  const transport = () => {
    opened ??= open(url)
    return opened
  }
  const domain = from.replace(/^.*@|>?\s*$/g, '')
  return {
    async send({ id, to, language, subject, text, stop }) {
      const mail = {
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, ...stopping(stop) },
        disableFileAccess: true,
        disableUrlAccess: true,
      }
      try {
        await (await transport()).sendMail(mail)
        return 'sent'
      } catch (error) {
        if (isRefusal(error)) return 'refused'
        throw error
      }
    },
  }
}

/** RFC 2369 section 3.2 and RFC 8058 section 3.1. */
const stopping = (stop: string | undefined): Readonly<Record<string, string>> =>
  stop === undefined
    ? {}
    : { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }

async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !isHere,
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
  })
}

/** RFC 5321 section 4.2.1: 5yz is for ever. What is said of our login (530 to 538) is about us, not about the mail. */
function isRefusal(error: unknown): boolean {
  const code = (error as { responseCode?: number }).responseCode ?? 0
  return code >= 550 && code < 560
}
