import type { Settings } from './settings/settings.ts'

/** A register that is asked who may act for whom, beside ours. */
export interface RightsRegisterConfig {
  readonly url: string
  readonly token: string | undefined
  readonly timeoutSeconds: number
  readonly keepSeconds: number
}

export const rightsRegisterOf = ({
  SAMTYKKE_RIGHTS_REGISTER_URL: url,
  SAMTYKKE_RIGHTS_REGISTER_TOKEN: token,
  SAMTYKKE_RIGHTS_REGISTER_SECONDS: timeoutSeconds,
  SAMTYKKE_RIGHTS_REGISTER_KEEP_SECONDS: keepSeconds,
}: Settings): RightsRegisterConfig | undefined =>
  url === undefined ? undefined : { url: url.replace(/\/+$/, ''), token, timeoutSeconds, keepSeconds }

/** Numbers of people go there, so without TLS it is only for this machine, and never in production. */
export function rightsRegisterFindings({
  SAMTYKKE_ENV: environment,
  SAMTYKKE_RIGHTS_REGISTER_URL: url,
  SAMTYKKE_RIGHTS_REGISTER_TOKEN: token,
}: Settings): string[] {
  if (url === undefined)
    return token ? ['SAMTYKKE_RIGHTS_REGISTER_URL is missing though its token is set'] : []
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
  if (url.startsWith('https:') || (here && environment !== 'production')) return []
  return ['SAMTYKKE_RIGHTS_REGISTER_URL must begin with https://; people’s numbers are sent there']
}
