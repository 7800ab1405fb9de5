const onThisMachine = ['localhost', '127.0.0.1', '[::1]']

interface Allowed {
  /** Whether this machine may be asked without TLS. */
  readonly allowLoopback: boolean
}

/** Whether persons' numbers and tokens may be sent to an address, and keys taken from it. */
export function isSafeAddress(address: string, { allowLoopback }: Allowed): boolean {
  const url = URL.parse(address)
  if (url?.protocol === 'https:') return true
  return allowLoopback && url?.protocol === 'http:' && onThisMachine.includes(url.hostname)
}

/** Addresses without a trailing slash; throws for one that is not safe. */
export const safeAddress =
  (allowed: Allowed) =>
  (address: string): string => {
    if (!isSafeAddress(address, allowed)) throw new Error(`${address} must begin with https://`)
    return address.replace(/\/+$/, '')
  }
