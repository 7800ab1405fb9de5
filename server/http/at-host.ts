import type { Middleware } from 'koa'

/** The same middleware, only for requests to one host (with its port, if it has one); all others are passed on. */
export const atHost =
  (host: string, middleware: Middleware): Middleware =>
  (ctx, next) =>
    ctx.host === host ? middleware(ctx, next) : next()

/** The same middleware for requests to any host but these. */
export const notAtHosts = (hosts: readonly string[], middleware: Middleware): Middleware =>
  hosts.length === 0 ? middleware : (ctx, next) => (hosts.includes(ctx.host) ? next() : middleware(ctx, next))
