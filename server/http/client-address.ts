import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/**
 * The address of the client. `X-Forwarded-For` is believed only as far as trusted proxies wrote it: the last `n` of
 * them, or those in the given networks.
 */
export function clientAddress(trusted: number | readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = trustedAt(trusted)
  return request => {
    const hops = [request.socket.remoteAddress ?? '', ...forwardedFor(request).reverse()]
    const first = hops.findIndex((address, hop) => !isTrusted(address, hop))
    return hops.at(first) ?? ''
  }
}

/** Whether the other end of a connection is a proxy that is trusted. */
export function trustedPeer(trusted: number | readonly string[]): (address: string) => boolean {
  const isTrusted = trustedAt(trusted)
  return address => isTrusted(address, 0)
}

const trustedAt = (trusted: number | readonly string[]): ((address: string, hop: number) => boolean) =>
  typeof trusted === 'number' ? (_, hop) => hop < trusted : within(trusted)

function forwardedFor(request: IncomingMessage): string[] {
  const header = request.headers['x-forwarded-for']
  const written = Array.isArray(header) ? header.join(',') : (header ?? '')
  const addresses = written.split(',').map(address => address.trim())
  return addresses.slice(addresses.findLastIndex(address => isIP(address) === 0) + 1)
}

function within(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), family(address))
  }
  return address => isIP(address) !== 0 && list.check(address, family(address))
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
