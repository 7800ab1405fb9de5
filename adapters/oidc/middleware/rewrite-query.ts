import type { Context } from 'koa'

/**
 * Gives a request other parameters in its address.
 * @NOTE The engine finds out where it is mounted by looking for `url` in `originalUrl`.
 */
export function rewriteQuery(ctx: Context, parameters: Context['query']): void {
  const req = ctx.req as Context['req'] & { originalUrl?: string }
  const below = req.originalUrl?.slice(0, -(req.url ?? '').length) ?? ''
  ctx.query = { ...parameters }
  if (req.originalUrl !== undefined) req.originalUrl = `${below}${req.url}`
}
