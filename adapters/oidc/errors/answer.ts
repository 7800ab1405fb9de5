import type { Context } from 'koa'
import { Problem } from '../../../server/domain/problem.ts'
import { rateLimitFields } from '../../../server/http/limits/rate-limit-fields.ts'
import type { Materials } from '../issuer/materials.ts'
import { spell } from './to-oauth-error.ts'

/** Seconds after which a caller that met doubt should repeat the same request. */
const retryAfterSeconds = 1

/** A problem as OAuth's JSON. */
export function answerWithProblem(ctx: Context, error: unknown): void {
  const { status, ...body } = spell(asProblem(error))
  ctx.status = status
  ctx.remove('Location')
  ctx.set({ ...rateLimitFields(error), 'Cache-Control': 'no-store' })
  if (status !== 401) ctx.remove('WWW-Authenticate')
  if (status === 401) ctx.set('WWW-Authenticate', 'Basic realm="oauth"')
  ctx.body = body
}

/** A problem as a page. */
export async function answerWithPage(
  ctx: Context,
  error: unknown,
  { pages }: Pick<Materials, 'pages'>,
): Promise<void> {
  const spelt = spell(asProblem(error))
  ctx.status = spelt.status
  ctx.remove('Location')
  ctx.set({ ...rateLimitFields(error), 'Cache-Control': 'no-store' })
  await pages.error(ctx, { ...spelt, traceId: traceId(ctx) })
}

/** What names the request in the log and on error pages, as the answer already carries it. */
export const traceId = ({ response }: Pick<Context, 'response'>): string | undefined =>
  response.get('X-Request-Id') || undefined

/** Tells the log of what was not the caller's fault. */
export function tellOfFailure(ctx: Context, error: unknown, { onError }: Pick<Materials, 'onError'>): void {
  const problem = asProblem(error)
  if (problem.isFault) onError(problem, { path: ctx.path, traceId: traceId(ctx) })
}

/** RFC 9110 section 10.2.3, on every answer of doubt. */
export function sayWhenToRepeat(ctx: Context): void {
  if (ctx.status === 503) ctx.set('Retry-After', String(retryAfterSeconds))
}

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal', 'Something went wrong', { cause: error })
