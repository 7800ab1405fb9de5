import type { Middleware } from 'koa'

/** What a caller may call its request: short, and harmless in a log, a header and a page. */
const sane = /^[A-Za-z0-9._-]{8,64}$/

declare module 'koa' {
  interface DefaultState {
    /** Names this request in the log, in answers and on error pages. */
    requestId?: string
  }
}

/** Gives every request an id, the caller's own in `X-Request-Id` when it is sane, and sends it back. */
export const requestId =
  (makeId: () => string): Middleware =>
  async (ctx, next) => {
    const given = ctx.get('x-request-id')
    ctx.state.requestId = sane.test(given) ? given : makeId()
    ctx.set('X-Request-Id', ctx.state.requestId)
    await next()
  }
