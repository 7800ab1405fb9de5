const onThisMachine = ['localhost', '127.0.0.1', '[::1]']

/** Addresses without a trailing slash; throws for one that persons' numbers and tokens should not be sent to. */
export const safeAddress =
  ({ allowLoopback }: { readonly allowLoopback: boolean }) =>
  (address: string): string => {
    const url = URL.parse(address)
    const isSafe = url?.protocol === 'https:' || (allowLoopback && isOnThisMachine(url))
    if (!isSafe) throw new Error(`${address} must begin with https://`)
    return address.replace(/\/+$/, '')
  }

const isOnThisMachine = (url: URL | null): boolean =>
  url?.protocol === 'http:' && onThisMachine.includes(url.hostname)
