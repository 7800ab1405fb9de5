import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { readCookies, setCookie } from './cookies.ts'
import { languageCookie, pageLanguage } from './page-language.ts'
import type { PageTools } from './page-tools.ts'
import type { CookieChange, Download, PageReply, PageRoute, Pages } from './pages.ts'
import { parsePageRequest } from './parse-page-request.ts'
import { languageLinks } from './language-links.ts'
import { answerWithProblem } from './problem-page.ts'
import { asProblem } from '../api/refusals.ts'
import { contentSecurityPolicy, securityHeaders } from '../security-headers.ts'

/** The pages of a face as Koa middleware: match, refuse what is forged, parse, handle, render. */
export function mountPages({ routes }: Pages, tools: PageTools): Middleware {
  const router = new Router()
  for (const route of routes) router[route.method](route.path, ctx => answer(route, ctx, tools))
  const dispatch = router.routes() as unknown as Middleware
  const otherMethods = router.allowedMethods() as unknown as Middleware
  return (ctx, next) => dispatch(ctx, () => otherMethods(ctx, next))
}

async function answer(route: PageRoute, ctx: Context, tools: PageTools): Promise<void> {
  const { renderer, publicUrl, gate } = tools
  const network = gate?.networkOf(ctx.req) ?? ''
  const secure = publicUrl.startsWith('https:')
  const cookies = readCookies(ctx.headers.cookie, secure)
  const language = pageLanguage(ctx, cookies)
  ctx.set({ ...securityHeaders(secure), 'Cache-Control': 'no-store' })
  try {
    if (route.method === 'post' && !route.uncounted) await gate?.pass('forms', network)
    const request = await parsePageRequest(route, {
      ctx,
      network,
      cookies,
      language,
      origin: originOf(ctx, tools),
    })
    const reply = await inLane(route, ctx, { ...tools, work: () => route.handle(request) })
    writeCookies(ctx, [...languageCookie(request.url), ...(reply.cookies ?? [])], secure)
    if ('redirect' in reply) return redirect(ctx, reply.redirect)
    if ('download' in reply) return download(ctx, reply.download)
    if (reply.text !== undefined && wantsText(request.url)) return plain(ctx, reply.text)
    const { search, pathname } = request.url
    const page = {
      languages: languageLinks(search, pathname),
      text: reply.text === undefined ? undefined : textLink(request.url),
    }
    render(ctx, { ...reply, html: renderer.page(reply.view, language, { ...reply.model, page }) })
  } catch (error) {
    const problem = asProblem(error)
    if (problem.isFault) ctx.app.emit('error', problem, ctx)
    await answerWithProblem(ctx, problem, { tools, language, cookies })
  }
}

interface Work extends Pick<PageTools, 'lanes'> {
  readonly work: () => Promise<PageReply>
}

/** In a lane of its own a page has a share as one: whoever asks for it again and again does not keep the others out. */
function inLane({ lane }: PageRoute, ctx: Context, { lanes, work }: Work): Promise<PageReply> {
  if (!lanes) return work()
  return lanes.run(lane ?? 'ordinary', () => {
    if (lane) lanes.isOf(ctx.path)
    return work()
  })
}

/** The public one, unless the request names another one that is ours, too. */
const originOf = ({ host }: Context, { publicUrl, otherOrigins = [] }: PageTools): string =>
  otherOrigins.find(origin => new URL(origin).host === host) ?? publicUrl

function writeCookies(ctx: Context, changes: readonly CookieChange[], secure: boolean): void {
  for (const change of changes) ctx.append('Set-Cookie', setCookie(change, secure))
}

function redirect(ctx: Context, url: string): void {
  ctx.status = 303
  ctx.set('Location', url)
}

function download(ctx: Context, { bytes, mediaType, fileName }: Download): void {
  ctx.status = 200
  ctx.set('Content-Disposition', `attachment; filename="${fileName}"`)
  ctx.body = Buffer.from(bytes)
  ctx.set('Content-Type', mediaType)
}

function render(
  ctx: Context,
  { html, status, ...policy }: Extract<PageReply, { view: string }> & { html: string },
) {
  ctx.status = status ?? 200
  ctx.set('Content-Security-Policy', contentSecurityPolicy(policy))
  ctx.type = 'html'
  ctx.body = html
}

const wantsText = (url: URL): boolean => url.searchParams.get('as') === 'text'

function plain(ctx: Context, text: string): void {
  ctx.status = 200
  ctx.type = 'text/plain; charset=utf-8'
  ctx.body = text
}

/** This page as plain text. */
function textLink({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams)
  query.set('as', 'text')
  return `${pathname}?${query}`
}
