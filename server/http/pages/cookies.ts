import type { CookieChange } from './pages.ts'

const namePattern = /^[\w-]{1,80}$/

/** Our cookies by the names the pages know them by. Of two with one name the first counts. */
export function readCookies(header: string | undefined, secure: boolean): Record<string, string | undefined> {
  const prefix = prefixFor(secure)
  const cookies: Record<string, string | undefined> = Object.create(null)
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = split(pair.trim())
    if (!name.startsWith(prefix) || value === undefined) continue
    cookies[name.slice(prefix.length)] ??= value
  }
  return cookies
}

const split = (pair: string): [string, string | undefined] => {
  const at = pair.indexOf('=')
  return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)]
}

/** `Set-Cookie` for one change. Over https the name gets the prefix that keeps other hosts from setting it. */
export function setCookie({ name, value, maxAge }: CookieChange, secure: boolean): string {
  if (!namePattern.test(name) || (value !== undefined && !/^[\w.~-]*$/.test(value))) {
    throw new Error(`The cookie ${name} cannot be written`)
  }
  return [
    `${prefixFor(secure)}${name}=${value ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
    ...lifetime(value === undefined ? 0 : maxAge),
  ].join('; ')
}

/** Gone in two ways of saying it: some programs know only the older. */
function lifetime(maxAge: number | undefined): readonly string[] {
  if (maxAge === undefined) return []
  return maxAge === 0 ? ['Max-Age=0', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT'] : [`Max-Age=${maxAge}`]
}

const prefixFor = (secure: boolean): string => (secure ? '__Host-' : '')
