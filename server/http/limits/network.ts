import { isIP } from 'node:net'

const groupsOfIpv6 = 8
const bitsOfGroup = 16

/**
 * Whom a limit takes for one: an IPv4 address, or the /64 of an IPv6 one, which whoever has one address has whole
 * (RFC 6177). An IPv4 address may come mapped into IPv6. What is no address is given back as it is.
 */
export function networkOf(address: string): string {
  const plain = unmapped(address)
  return isIP(plain) === 6 ? ipv6Network(plain, 64) : plain
}

/** The IPv4 address that came mapped into IPv6; anything else as it is. */
export function unmapped(address: string): string {
  if (isIP(address) !== 6) return address
  const groups = groupsOf(address)
  const [high = 0, low = 0] = groups.slice(-2)
  const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff
  return isMapped ? [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.') : address
}

/** The network of so many bits that an IPv6 address is in, spelled the same for every spelling of the address. */
export function ipv6Network(address: string, bits: 48 | 64): string {
  const network = groupsOf(address).slice(0, bits / bitsOfGroup)
  return `${network.map(group => group.toString(16)).join(':')}::/${bits}`
}

/** Whether it is this machine itself. */
export const isLoopback = (network: string): boolean =>
  network.startsWith('127.') || network === networkOf('::1')

function groupsOf(address: string): readonly number[] {
  const [written = ''] = address.split('%')
  const [before = '', after] = written.split('::')
  const [left, right] = [parts(before), parts(after ?? '')]
  const missing = after === undefined ? 0 : groupsOfIpv6 - left.length - right.length
  return [...left, ...Array.from({ length: missing }, () => 0), ...right]
}

const parts = (text: string): readonly number[] =>
  text
    .split(':')
    .filter(Boolean)
    .flatMap(part => (part.includes('.') ? dotted(part) : [parseInt(part, 16)]))

function dotted(address: string): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  return [(a << 8) | b, (c << 8) | d]
}
