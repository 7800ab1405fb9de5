import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { z } from 'zod'
import { Problem } from '../domain/problem.ts'
import type { Api, ApiReply, Route } from './api.ts'
import { readJson } from './read-body.ts'

type AnyRoute = Route<never, never, never, never>

/** Hears of what was not thrown on purpose. */
type OnError = (error: unknown, ctx: Context) => void

/** A face's API as middleware: match, authenticate, parse, handle, render. Paths that are not its own are passed on. */
export function mountFace(api: Api, onError: OnError): Middleware {
  const router = new Router({ prefix: api.prefix, exclusive: true })
  for (const route of api.routes) {
    router[route.method](route.path, async ctx => {
      try {
        render(ctx, api.mediaType, await answer(api, route, ctx))
      } catch (error) {
        const problem = asProblem(error)
        if (problem.isFault) onError(error, ctx)
        const { path, headers } = ctx
        const reply = api.problems(problem, { traceId: ctx.state.requestId ?? '', path, headers })
        render(ctx, reply.mediaType, reply)
      }
    })
  }
  const [routes, methods] = [router.routes(), router.allowedMethods()]
  return (ctx, next) => {
    // @NOTE The router would do for HEAD what it does for GET, and the answer that used up a consent would be thrown away.
    if (ctx.method === 'HEAD') return next()
    if (api.host !== undefined && ctx.host !== api.host) return next()
    return routes(ctx as never, () => methods(ctx as never, next))
  }
}

async function answer(api: Api, route: AnyRoute, ctx: Context): Promise<ApiReply> {
  const caller = await api.authenticate(ctx.headers.authorization)
  return route.handle({
    caller,
    params: parse(route.params, ctx.params, ''),
    query: parse(route.query, ctx.query, ''),
    body: route.body
      ? parse(route.body, await readJson(ctx.req, ['application/json', api.mediaType]), '')
      : undefined,
    headers: ctx.headers,
    traceId: ctx.state.requestId ?? '',
  } as never)
}

/** Throws `request.malformed` with a pointer to the first member at fault. */
function parse(schema: z.ZodType | undefined, value: unknown, root: string): unknown {
  const result = schema?.safeParse(value)
  if (!result) return undefined
  if (result.success) return result.data
  const [issue] = result.error.issues
  const pointer = [root, ...(issue?.path ?? []).map(escaped)].join('/')
  throw new Problem('request.malformed', issue?.message ?? 'The request is malformed', { pointer })
}

/** RFC 6901 section 3. */
const escaped = (member: PropertyKey): string => String(member).replaceAll('~', '~0').replaceAll('/', '~1')

function render(ctx: Context, mediaType: string, { status, body, headers = {} }: ApiReply): void {
  ctx.set({ 'Cache-Control': 'no-store', ...headers })
  if (body === undefined) {
    ctx.body = null
    ctx.status = status
    return
  }
  ctx.status = status
  ctx.body = JSON.stringify(body)
  ctx.set('Content-Type', mediaType)
}

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal', 'Something went wrong', { cause: error })
