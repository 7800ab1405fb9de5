import { STATUS_CODES } from 'node:http'
import type { Middleware } from 'koa'

/**
 * Words (RFC 9457) for a method that a path does not have, or that nobody knows, where no face has words of its own: routers give
 * the status alone.
 */
export const methodRefusals: Middleware = async (ctx, next) => {
  await next()
  const { status } = ctx
  if ((status !== 405 && status !== 501) || ctx.headerSent || ctx.response.is('json', '+json')) return
  const body = { type: 'about:blank', title: STATUS_CODES[status], status, trace_id: ctx.state.requestId }
  ctx.body = JSON.stringify(body)
  ctx.status = status
  ctx.set({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
}
