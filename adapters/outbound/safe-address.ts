const names = ['localhost', '127.0.0.1', '[::1]']

/** Whether an address of the web names this machine. */
export const isThisMachine = (address: string): boolean => names.includes(URL.parse(address)?.hostname ?? '')

interface Allowed {
  /** Whether this machine may be asked without TLS. */
  readonly allowLoopback: boolean
}

/** Whether persons' numbers and tokens may be sent to an address, and keys taken from it. */
export function isSafeAddress(address: string, { allowLoopback }: Allowed): boolean {
  const url = URL.parse(address)
  if (url?.protocol === 'https:') return true
  return allowLoopback && url?.protocol === 'http:' && isThisMachine(address)
}

/** Addresses without a trailing slash; throws for one that is not safe. */
export const safeAddress =
  (allowed: Allowed) =>
  (address: string): string => {
    if (!isSafeAddress(address, allowed)) throw new Error(`${address} must begin with https://`)
    return address.replace(/\/+$/, '')
  }
