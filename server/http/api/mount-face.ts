import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { z } from 'zod'
import { Problem } from '../../domain/problem.ts'
import { type Answered, answered } from './answered.ts'
import type { Api, ApiReply, RawRequest, Route } from './api.ts'
import type { Lanes } from '../../ports/lanes.ts'
import { readBody } from '../body.ts'
import { asProblem, Malformed, Refusal } from './refusals.ts'

type AnyRoute = Route<never, never, never, never>

interface Tools {
  /** Hears of what was not thrown on purpose. */
  readonly onError: (error: unknown, ctx: Context) => void
  readonly lanes: Lanes
}

/** A face's API as middleware: match, authenticate, parse, handle, render. Paths that are not its own are passed on. */
export function mountFace(api: Api, { onError, lanes }: Tools): Middleware {
  const isExact = api.exactPaths === true
  const router = new Router({ prefix: api.prefix, exclusive: true, sensitive: isExact, strict: isExact })
  for (const route of api.routes) {
    router[route.method](route.path, async ctx => {
      const work = () => lanes.run(route.lane ?? 'ordinary', () => answer(api, route, { ctx, lanes }))
      await attempt(api, ctx, { onError, work })
      if (answered.hasSubscribers) answered.publish({ api, route, status: ctx.status } satisfies Answered)
    })
  }
  const [routes, methods] = [router.routes(), router.allowedMethods()]
  const passOn = (ctx: Context, next: () => Promise<unknown>) => methods(ctx as never, next)
  return (ctx, next) => {
    // @NOTE The router would do for HEAD what it does for GET, and the answer that used up a consent would be thrown away.
    if (ctx.method === 'HEAD' && !api.closed) return next()
    if (api.host !== undefined && ctx.host !== api.host) return next()
    const refuse = () => {
      // @NOTE Otherwise routers around this one would make 405 of our 404.
      Object.assign(ctx, { matched: undefined })
      return attempt(api, ctx, { onError, work: nothingThere })
    }
    if (api.closed && ctx.method === 'HEAD') return isBelow(api.prefix, ctx.path) ? refuse() : next()
    return routes(ctx as never, () =>
      api.closed && isBelow(api.prefix, ctx.path) ? refuse() : passOn(ctx, next),
    )
  }
}

const isBelow = (prefix: string, path: string): boolean => path === prefix || path.startsWith(`${prefix}/`)

async function nothingThere(): Promise<never> {
  throw new Problem('request.not-found', 'There is nothing here')
}

interface Attempt {
  readonly onError: Tools['onError']
  readonly work: () => Promise<ApiReply>
}

async function attempt(api: Api, ctx: Context, { onError, work }: Attempt): Promise<void> {
  const request = rawRequest(ctx)
  const mediaType = api.answerMediaType?.(request) ?? api.mediaType
  try {
    api.guard?.(request)
    if (api.requestName) rename(ctx, api.requestName(request))
    ctx.set({ ...api.replyHeaders?.(request) })
    render(ctx, mediaType, await work())
  } catch (error) {
    const refused = error instanceof Refusal ? error : asProblem(error)
    if (refused instanceof Problem && refused.isFault) onError(error, ctx)
    const reply = api.problems(refused, request)
    render(ctx, reply.mediaType, reply)
  }
}

function rename(ctx: Context, name: string): void {
  ctx.state.requestId = name
  ctx.set('X-Request-Id', name)
}

const rawRequest = (ctx: Context): RawRequest => ({
  traceId: ctx.state.requestId ?? '',
  method: ctx.method,
  path: ctx.path,
  headers: ctx.headers,
})

interface Called extends Pick<Tools, 'lanes'> {
  readonly ctx: Context
}

async function answer(api: Api, route: AnyRoute, { ctx, lanes }: Called): Promise<ApiReply> {
  const caller = await api.authenticate(ctx.headers.authorization, rawRequest(ctx))
  if (api.nameOf) lanes.isOf(api.nameOf(caller))
  return route.handle({
    caller,
    params: parse(route.params, ctx.params),
    query: parse(route.query, ctx.query),
    body: route.body ? parse(route.body, await bodyOf(api, route, ctx)) : undefined,
    headers: ctx.headers,
    traceId: ctx.state.requestId ?? '',
  } as never)
}

const bodyOf = (api: Api, { bodyFormat, largestBody }: AnyRoute, { req }: Context): Promise<unknown> =>
  readBody(req, {
    format: bodyFormat ?? 'json',
    mediaTypes: ['application/json', api.mediaType],
    largest: largestBody,
  })

/** Throws `request.malformed` with everything that the schema finds. */
function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  const result = schema?.safeParse(value)
  if (result?.error) throw new Malformed(result.error.issues)
  return result?.data
}

function render(ctx: Context, mediaType: string, { status, body, file, headers = {} }: ApiReply): void {
  ctx.set({ 'Cache-Control': 'no-store', ...headers })
  if (file) {
    ctx.status = status
    ctx.body = Buffer.from(file.bytes)
    ctx.set('Content-Type', file.mediaType)
    return
  }
  if (body === undefined) {
    ctx.body = null
    ctx.status = status
    return
  }
  ctx.status = status
  ctx.body = JSON.stringify(body)
  ctx.set('Content-Type', mediaType)
}
