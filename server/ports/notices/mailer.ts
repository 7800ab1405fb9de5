import type { Language } from '../../domain/text/text.ts'

/** One e-mail in plain text. */
export interface Mail {
  /** The same for every attempt at the same mail. */
  readonly id: string
  readonly to: string
  readonly language: Language
  readonly subject: string
  readonly text: string
  /** Where whoever reads it ends all such mails: a page, and a `POST` without one (RFC 8058). */
  readonly stop?: string
}

export interface Mailer {
  /** `sent` when the mail server has taken it, `refused` when it never will. Throws in doubt: then try again. */
  send(mail: Mail): Promise<'sent' | 'refused'>
}
