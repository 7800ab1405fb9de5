import type { Context, Middleware } from 'koa'

/** One answered request. `path` is without its query. */
export interface Access {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly seconds: number
  readonly address: string
}

interface Watching {
  readonly report: (access: Access) => void
  readonly addressOf: (ctx: Context) => string
  /** A clock that never jumps. */
  readonly milliseconds: () => number
}

/** Reports every request once its answer has left or its connection broke; a broken one has status 499. */
export const accessLog =
  ({ report, addressOf, milliseconds }: Watching): Middleware =>
  async (ctx, next) => {
    const began = milliseconds()
    ctx.res.once('close', () =>
      report({
        requestId: ctx.state.requestId ?? '',
        method: ctx.method,
        path: ctx.path.slice(0, 200),
        status: ctx.res.writableFinished ? ctx.res.statusCode : 499,
        seconds: (milliseconds() - began) / 1000,
        address: addressOf(ctx),
      }),
    )
    await next()
  }
