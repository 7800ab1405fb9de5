import { AsyncLocalStorage } from 'node:async_hooks'
import { isIP } from 'node:net'
import type { Context, Middleware } from 'koa'
import { ipv6Network, unmapped } from './limits/network.ts'

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

/**
 * The first 24 bits of an IPv4 address, the first 48 of an IPv6 address: tells where somebody is, and not who. What is no
 * address is given back as it is.
 */
export function shortenedAddress(address: string): string {
  const plain = unmapped(address)
  return isIP(plain) === 6 ? ipv6Network(plain, 48) : plain.replace(/\.\d+$/, '.0/24')
}
