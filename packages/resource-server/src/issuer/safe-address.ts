/** Throws a `TypeError` for an address that tokens must not be sent to. */
export function assertSafe(address: string): string {
  if (!URL.canParse(address)) throw new TypeError(`${address} is no address`)
  const { protocol, hostname } = new URL(address)
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return address
  throw new TypeError(`${address} is not under https`)
}
