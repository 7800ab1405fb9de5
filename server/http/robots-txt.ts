import type { Middleware } from 'koa'

/** RFC 9309: programs that collect pages have nothing to fetch here; each page is somebody's own, or is about nobody. */
export const robotsTxt: Middleware = (ctx, next) => {
  if (ctx.path !== '/robots.txt' || !['GET', 'HEAD'].includes(ctx.method)) return next()
  ctx.set('Cache-Control', 'public, max-age=86400')
  ctx.type = 'text/plain; charset=utf-8'
  ctx.body = 'User-agent: *\nDisallow: /\n'
  return undefined
}
