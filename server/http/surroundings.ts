import { AsyncLocalStorage } from 'node:async_hooks'
import { isIPv4 } from 'node:net'
import type { Context, Middleware } from 'koa'

/** The request that something is done for. */
export interface RequestAround {
  readonly traceId: string | undefined
  /** The network that the caller is in, see `shortenedAddress`. */
  readonly address: string
}

const around = new AsyncLocalStorage<RequestAround>()

/** The request around the caller; `undefined` for what is done for nobody. */
export const requestAround = (): RequestAround | undefined => around.getStore()

/** Makes the request known to everything that is done for it. */
export const surroundings =
  (addressOf: (ctx: Context) => string): Middleware =>
  (ctx, next) =>
    around.run({ traceId: ctx.state.requestId, address: shortenedAddress(addressOf(ctx)) }, next)

/** The first 24 bits of an IPv4 address, the first 48 of an IPv6 address: tells where somebody is, and not who. */
export function shortenedAddress(address: string): string {
  const four = address.replace(/^::ffff:/i, '')
  if (isIPv4(four)) return `${four.split('.').slice(0, 3).join('.')}.0/24`
  const [front = '', back] = address.split('::')
  const groups = front === '' ? [] : front.split(':')
  const missing = back === undefined ? [] : Array<string>(8).fill('0')
  return `${[...groups, ...missing].slice(0, 3).join(':')}::/48`
}
