import type { Config } from './config.ts'
import { isLoopback } from './loopback.ts'
import type { Settings } from './settings/settings.ts'

export function managementOf(settings: Settings): Config['management'] {
  const port = settings.SAMTYKKE_MANAGEMENT_PORT ?? (settings.SAMTYKKE_ENV === 'production' ? 9090 : 0)
  if (port === 'off') return undefined
  return { host: settings.SAMTYKKE_MANAGEMENT_HOST, port, url: settings.SAMTYKKE_MANAGEMENT_URL }
}

/** What is wrong with where operators come. */
export function managementFindings({
  SAMTYKKE_MANAGEMENT_URL: url,
  SAMTYKKE_PUBLIC_URL: publicUrl,
}: Settings): string[] {
  if (url === undefined) return []
  const { pathname, origin } = new URL(url)
  return [
    ...(pathname === '/' ? [] : ['SAMTYKKE_MANAGEMENT_URL must be an origin, without a path']),
    ...(publicUrl !== undefined && origin === new URL(publicUrl).origin
      ? ['SAMTYKKE_MANAGEMENT_URL must be another origin than SAMTYKKE_PUBLIC_URL']
      : []),
  ]
}

type Place = Pick<Config, 'environment' | 'management'>

const everywhere = ['0.0.0.0', '::']

/**
 * Where operators come to a management listener on this port; `undefined` when nowhere. Without a setting, the listener's own
 * address: in production only on this machine itself, since tokens and pages of operators go nowhere else without TLS.
 */
export function managementUrlOf({ management, environment }: Place, port: number): string | undefined {
  if (management === undefined || management.url !== undefined) return management?.url
  const { host } = management
  if (environment === 'production' && !isLoopback(host)) return undefined
  if (everywhere.includes(host)) return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
