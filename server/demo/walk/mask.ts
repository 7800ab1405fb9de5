const secrets = [
  'access_token',
  'refresh_token',
  'id_token',
  'id_token_hint',
  'client_secret',
  'code',
  'code_verifier',
  'token',
  'csrf',
  'pid',
]

const shorten = (value: string): string => (value === '' ? value : `${value.slice(0, 4)}…`)

/** The value of a parameter or member as it may be printed. */
export const maskedValue = (name: string, value: string): string =>
  secrets.includes(name) ? shorten(value) : value

/** An address as it may be printed. */
export function maskedUrl(address: string): string {
  const url = new URL(address)
  const query = [...url.searchParams].map(([name, value]) => `${name}=${maskedValue(name, value)}`)
  return `${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`
}
