import type { Settings } from './settings/settings.ts'

/** Where e-mail to people is sent through, and from whom. */
export interface NoticesConfig {
  readonly url: string
  readonly from: string
}

export const noticesOf = ({
  SAMTYKKE_SMTP_URL: url,
  SAMTYKKE_NOTICE_FROM: from,
}: Settings): NoticesConfig | undefined => (url && from ? { url, from } : undefined)

export function noticeFindings({ SAMTYKKE_SMTP_URL: url, SAMTYKKE_NOTICE_FROM: from }: Settings): string[] {
  if (url && !from) return ['SAMTYKKE_NOTICE_FROM is missing though SAMTYKKE_SMTP_URL is set']
  return from && !url ? ['SAMTYKKE_SMTP_URL is missing though SAMTYKKE_NOTICE_FROM is set'] : []
}
