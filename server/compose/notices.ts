import { smtpMailer } from '../../adapters/smtp/smtp-mailer.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { Stores } from './storage.ts'
import type { Config } from '../config/config.ts'
import type { Limits } from '../ports/limits.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'
import { openNotices, type Notices } from '../usecases/index.ts'
import { sendNotices } from '../usecases/notices/send-notices.ts'

export interface OpenedNotices {
  readonly people: Notices
  /** Sends what is due. Any process may, at any time. */
  readonly send: () => Promise<void>
}

interface Parts {
  readonly config: Pick<Config, 'notices' | 'operatorName'>
  readonly stores: Pick<Stores, 'acts' | 'audit' | 'notices' | 'clock' | 'ids'>
  readonly limits: Limits
  readonly renderer: PageRenderer
  readonly publicUrl: string
  readonly log: Log
}

/** Notices by e-mail, when the configuration has a mail server. */
export function composeNotices({
  config,
  stores,
  limits,
  renderer,
  publicUrl,
  log,
}: Parts): OpenedNotices | undefined {
  if (!config.notices) return undefined
  const { operatorName } = config
  const mailer = smtpMailer(config.notices)
  const onError = (error: unknown) => log.warn({ err: error }, 'a notice was not sent')
  return {
    people: openNotices({ ...stores, limits }),
    send: sendNotices({ ...stores, renderer, publicUrl, operatorName, mailer, onError }),
  }
}
