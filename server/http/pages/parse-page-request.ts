import type { Context } from 'koa'
import type { z } from 'zod'
import { Problem } from '../../domain/problem.ts'
import type { Language } from '../../domain/text/text.ts'
import { onceEach } from '../body.ts'
import { toExchange } from '../exchange.ts'
import { assertOwnPost } from './forgery.ts'
import { parse } from '../parse.ts'
import { postedForm } from './posted-form.ts'
import type { PageRequest, PageRoute } from './pages.ts'

interface Arrived {
  readonly ctx: Context
  readonly network: string
  readonly cookies: Readonly<Record<string, string | undefined>>
  readonly language: Language
  /** Where the page is for the one who asks. */
  readonly origin: string
}

/** Everything of a request that its route asks for. Throws `request.forged`, `request.malformed`, `request.too-large`. */
export async function parsePageRequest(
  route: PageRoute,
  { ctx, network, cookies, language, origin }: Arrived,
): Promise<PageRequest<never, never, never>> {
  if (route.method === 'post') assertOwnPost(ctx.headers, new URL(origin).origin)
  const url = URL.parse(`${origin}${ctx.path}${ctx.search}`)
  if (!url) throw new Problem('request.malformed', 'The address is malformed')
  return {
    params: parsed(route.params, ctx.params),
    query: parsed(route.query, withoutLanguage(url)),
    form: parsed(
      route.form,
      route.method === 'post' ? await postedForm(ctx.req, route.largestWithFiles) : {},
    ),
    cookies,
    language,
    url,
    network,
    exchange: toExchange(ctx),
    traceId: String(ctx.state.requestId),
  }
}

function withoutLanguage(url: URL): Record<string, string> {
  const query = new URLSearchParams(url.searchParams)
  for (const name of ['lang', 'ui_locales']) query.delete(name)
  return onceEach(query)
}

const parsed = (schema: z.ZodType | undefined, value: unknown): never =>
  (schema ? parse(schema, value) : {}) as never
