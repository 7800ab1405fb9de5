import type { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { gzipSync } from 'node:zlib'
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import { Problem } from '../../domain/problem.ts'
import { type Answered, answered } from './answered.ts'
import type { Api, ApiReply, RawRequest, Route } from './api.ts'
import type { Lanes } from '../../ports/lanes.ts'
import { readBody } from '../body.ts'
import { readBasic } from '../credentials.ts'
import type { Gate } from '../limits/gate.ts'
import { exchangeOver } from './exchange-over.ts'
import { allowedMethods, isOwnPath, nothingThere, otherMethod } from './other-requests.ts'
import { rateLimitFields } from '../limits/rate-limit-fields.ts'
import { parse } from '../parse.ts'
import { asProblem, type Refused, Refusal } from './refusals.ts'
import { sendStream } from './send-stream.ts'

type AnyRoute = Route<never, never, never, never>

interface Tools {
  /** Hears of what was not thrown on purpose. */
  readonly onError: (error: unknown, ctx: Context) => void
  readonly lanes: Lanes
  /** Counts callers that fail to authenticate; nobody is counted without it. */
  readonly gate?: Gate | undefined
  /** Learns which certificate came with a request, where clients are asked for one. */
  readonly certificateIn?: ((request: IncomingMessage) => X509Certificate | undefined) | undefined
}

/** A face's API as middleware: match, authenticate, parse, handle, render. Paths that are not its own are passed on. */
export function mountFace(api: Api, tools: Tools): Middleware {
  const { lanes } = tools
  const isExact = api.exactPaths === true
  const router = new Router({ prefix: api.prefix, exclusive: true, sensitive: isExact, strict: isExact })
  for (const route of api.routes) {
    router[route.method](route.operationId, route.path, async ctx => {
      const work = () => lanes.run(route.lane ?? 'ordinary', () => answer(api, route, { ...tools, ctx }))
      await attempt(api, ctx, { ...tools, work })
      if (answered.hasSubscribers) answered.publish({ api, route, status: ctx.status } satisfies Answered)
    })
  }
  const dispatch = router.routes() as unknown as Middleware
  return async (ctx, next) => {
    if (api.host !== undefined && ctx.host !== api.host) return next()
    const { path } = ctx
    const allowed = () => allowedMethods(api, router, path)
    let isPassed = false
    const passOn = async () => {
      isPassed = true
      if (api.closed && isOwnPath(api, ctx)) ctx.state.isUnanswered = true
      else await next()
    }
    if (ctx.method === 'HEAD' && !allowed().includes('HEAD')) await passOn()
    else await dispatch(ctx, passOn)
    if (isPassed && ctx.state.isUnanswered) await refuse(api, ctx, { ...tools, allowed: allowed() })
  }
}

interface Refusing extends Tools {
  readonly allowed: readonly string[]
}

/** What nobody had an answer to, in the words of the API whose path it is (RFC 9110 section 15.5.6). */
async function refuse(api: Api, ctx: Context, { allowed, ...tools }: Refusing): Promise<void> {
  // @NOTE Otherwise routers around this one would make 405 of our 404.
  Object.assign(ctx, { matched: undefined })
  if (allowed.length > 0) {
    ctx.state.allowed = [...new Set([...(ctx.state.allowed ?? []), ...allowed])]
    await attempt(api, ctx, { ...tools, work: otherMethod })
    if (ctx.status === 405) ctx.set('Allow', ctx.state.allowed.join(', '))
  } else if (!ctx.state.allowed && isOwnPath(api, ctx)) {
    await attempt(api, ctx, { ...tools, work: nothingThere })
  }
}

interface Attempt extends Tools {
  readonly work: () => Promise<ApiReply>
}

async function attempt(api: Api, ctx: Context, { onError, work, ...tools }: Attempt): Promise<void> {
  const request = rawRequest(ctx, tools)
  const mediaType = api.answerMediaType?.(request) ?? api.mediaType
  try {
    api.guard?.(request)
    if (api.requestName) rename(ctx, api.requestName(request))
    ctx.set({ ...api.replyHeaders?.(request) })
    render(ctx, mediaType, await work())
  } catch (error) {
    const refused = asRefused(error)
    if (refused instanceof Problem && refused.isFault) onError(error, ctx)
    const reply = api.problems(refused, request)
    const headers = { ...reply.headers, ...rateLimitFields(refused) }
    render(ctx, reply.mediaType, { ...reply, headers })
  }
}

const asRefused = (error: unknown): Refused => (error instanceof Refusal ? error : asProblem(error))

function rename(ctx: Context, name: string): void {
  ctx.state.requestId = name
  ctx.set('X-Request-Id', name)
}

const rawRequest = (
  ctx: Context,
  { gate, certificateIn }: Pick<Tools, 'gate' | 'certificateIn'>,
): RawRequest => ({
  traceId: ctx.state.requestId ?? '',
  network: gate?.networkOf(ctx.req) ?? '',
  method: ctx.method,
  path: ctx.path,
  headers: ctx.headers,
  certificate: () => certificateIn?.(ctx.req),
})

interface Called extends Tools {
  readonly ctx: Context
}

async function answer(api: Api, route: AnyRoute, { ctx, lanes, ...tools }: Called): Promise<ApiReply> {
  const { gate } = tools
  const request = rawRequest(ctx, tools)
  const { authorization } = ctx.headers
  const caller = await api
    .authenticate(authorization, request)
    .catch(orTooOften({ authorization, request, gate }))
  if (api.nameOf) lanes.isOf(api.nameOf(caller))
  return route.handle({
    caller,
    params: paramsOf(route, ctx.params),
    query: route.query && parse(route.query, ctx.query),
    body: route.body && parse(route.body, await bodyOf(api, route, ctx)),
    headers: ctx.headers,
    traceId: request.traceId,
    network: request.network,
    get over() {
      return exchangeOver(ctx.res)
    },
  } as never)
}

/** A path that does not read names nothing, where the route has no word for what is malformed. */
function paramsOf({ params, refusals = [], body }: AnyRoute, given: unknown): unknown {
  try {
    return params && parse(params, given)
  } catch (error) {
    const isNothing =
      refusals.includes('request.not-found') && !refusals.includes('request.malformed') && !body
    throw isNothing ? new Problem('request.not-found', 'There is nothing here', { cause: error }) : error
  }
}

const bodyOf = (api: Api, { bodyFormat, largestBody }: AnyRoute, { req }: Context): Promise<unknown> =>
  readBody(req, {
    format: bodyFormat ?? 'json',
    mediaTypes: ['application/json', api.mediaType],
    largest: largestBody,
  })

interface Failing extends Pick<Tools, 'gate'> {
  readonly authorization: string | undefined
  readonly request: RawRequest
}

/** Credentials that are wrong may come only so often. */
const orTooOften =
  ({ authorization, request: { network }, gate }: Failing) =>
  async (error: unknown): Promise<never> => {
    const isWrong = authorization !== undefined && asRefused(error).code === 'caller.unauthenticated'
    throw (isWrong && (await gate?.failed({ network, clientId: readBasic(authorization)?.id }))) || error
  }

function render(
  ctx: Context,
  mediaType: string,
  { status, body, file, stream, headers = {} }: ApiReply,
): void {
  ctx.set({ 'Cache-Control': 'no-store', ...headers })
  if (stream) {
    ctx.status = status
    sendStream(ctx, stream)
    return
  }
  if (file) {
    ctx.status = status
    ctx.body = bytesFor(ctx, file)
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

function bytesFor(ctx: Context, { bytes, zipped = false }: NonNullable<ApiReply['file']>): Buffer {
  if (!zipped || ctx.acceptsEncodings('gzip', 'identity') !== 'gzip') return Buffer.from(bytes)
  ctx.set('Content-Encoding', 'gzip')
  return gzipSync(bytes)
}
