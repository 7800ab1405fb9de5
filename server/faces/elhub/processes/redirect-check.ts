import { type Check, invalid } from './inquiry.ts'

/** Only for a request that has an address; the register is asked before the address is looked at. */
export const redirectRegistered: Check = async ({ wish, place: { market, settings } }) => {
  if (wish.redirectURI === undefined || !settings.validateRedirectUriFeature) return undefined
  const registered = await market.redirects.lookup(wish.requestedBy.id)
  const given = safeUrl(wish.redirectURI)
  if (registered === 'not-found' || given === undefined) {
    return invalid('invalid_redirect_uri', 'Redirect URI has invalid format')
  }
  const allowed = hostOf(URL.parse(registered.url ?? ''))
  if (allowed && isWithin(hostOf(given), allowed)) return undefined
  return invalid('redirect_uri_not_matching_ediel', 'Redirect URI does not match URI set in Ediel')
}

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

const hostOf = (url: URL | null): string => (url?.hostname ?? '').replace(/\.$/, '')

const isLocal = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Whether every reader of addresses finds the same host in it: a browser mends what others refuse. */
const isPlain = (address: string): boolean => /^[a-z]+:\/\/[^/?#\s\\][^\s\\]*$/i.test(address)

/** An address that a browser may be sent to: https, or http on this machine; nobody's name and no fragment in it. */
function safeUrl(text: string): URL | undefined {
  const address = text.trim()
  const url = isPlain(address) ? URL.parse(address) : undefined
  if (!url?.hostname || url.username !== '' || url.password !== '' || url.hash !== '') return undefined
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url))
  return isSafe ? url : undefined
}
