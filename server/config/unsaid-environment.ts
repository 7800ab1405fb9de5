import { isAtHome, isLoopback } from './loopback.ts'
import type { Environment } from './process/environment.ts'
import type { Settings } from './settings/settings.ts'

/**
 * Why the environment must be said: whoever reaches a demo moves its clock and logs in as anybody, so it is nobody's
 * default but this machine's own. Empty when it is said, and when everything stays here.
 */
export function unsaidEnvironment(env: Environment, settings: Settings): string[] {
  if (env.SAMTYKKE_ENV) return []
  const signs = signsOfOthers(env, settings)
  if (signs.length === 0) return []
  return [
    `SAMTYKKE_ENV is missing though ${listed(signs)}; set SAMTYKKE_ENV=production, or SAMTYKKE_ENV=demo if whoever reaches this server may log in as anybody`,
  ]
}

/** The settings that say that this server is for others than those at this machine, each with what it says. */
function signsOfOthers(env: Environment, settings: Settings): string[] {
  const { SAMTYKKE_PUBLIC_URL: url, DATABASE_URL: database, SAMTYKKE_TRUSTED_PROXIES: proxies } = settings
  const signs: readonly (string | false | undefined)[] = [
    !isLoopback(settings.HOST) && 'HOST is not loopback',
    !isLoopback(settings.SAMTYKKE_MANAGEMENT_HOST) && 'SAMTYKKE_MANAGEMENT_HOST is not loopback',
    url && !isAtHome(url) && 'SAMTYKKE_PUBLIC_URL is not http on loopback',
    settings.SAMTYKKE_MANAGEMENT_URL &&
      !isAtHome(settings.SAMTYKKE_MANAGEMENT_URL) &&
      'SAMTYKKE_MANAGEMENT_URL is not http on loopback',
    database && !isLoopbackOrSocket(databaseHost(database, env)) && 'DATABASE_URL is not on loopback',
    proxies !== 0 && 'SAMTYKKE_TRUSTED_PROXIES is set',
  ]
  return signs.filter(sign => typeof sign === 'string')
}

/** As the driver finds it: a host in the query goes before the address's own. Empty for this machine. */
function databaseHost(address: string, { PGHOST = '' }: Environment): string {
  const { hostname, searchParams } = new URL(address)
  return searchParams.get('host') || decodeURIComponent(hostname) || PGHOST
}

const isLoopbackOrSocket = (host: string): boolean => host === '' || host.startsWith('/') || isLoopback(host)

const listed = (signs: readonly string[]): string => new Intl.ListFormat('en').format(signs)
