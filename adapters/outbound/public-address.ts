import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { outboundError } from './outbound-error.ts'

/** Addresses of IANA's registries of special purposes (RFC 6890): this machine, its networks, and nobody's. */
const special = new BlockList()
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  addTo(special, network, 'ipv4')
}
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
  addTo(special, network, 'ipv6')

/** Where the addresses of IPv6 that reach anybody come from. */
const global = new BlockList()
addTo(global, '2000::/3', 'ipv6')

function addTo(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', prefix] = network.split('/')
  list.addSubnet(address, Number(prefix), family)
}

/** Whether an IP address is one on the public internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4')
  return isIP(address) === 6 && global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}

/** Whether an address of the web names no private IP address in place of a host; where a name leads is not looked at. */
export function isPublicAddress({ hostname }: Pick<URL, 'hostname'>): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(address) === 0 || isPublic(address)
}

/** Throws when an address of the web names a private IP address in place of a host. */
export function assertNoPrivateAddress(url: URL): void {
  if (!isPublicAddress(url)) throw notPublic(url.hostname)
}

/**
 * Finds the addresses of a host for the very connection that is made with them, so that a name cannot lead elsewhere after
 * it was looked at; fails when one of them is private.
 */
export const publicLookup =
  (resolve: LookupFunction = lookup as LookupFunction): LookupFunction =>
  (hostname, options, found) =>
    resolve(hostname, options, (error, addresses, family) => {
      const all = typeof addresses === 'string' ? [{ address: addresses }] : addresses
      const isRefused = !error && !all.every(({ address }) => isPublic(address))
      found(isRefused ? notPublic(hostname) : error, addresses, family)
    })

const notPublic = (host: string) => outboundError(`${host} is no public address`, 'NotPublic')
