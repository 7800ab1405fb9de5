import type { Middleware } from 'koa'
import { z } from 'zod'
import type { Api, Route } from './api.ts'

interface Described {
  readonly face: string
  readonly api: Api
}

type AnyRoute = Route<never, never, never, never>
type Schema = Readonly<Record<string, unknown>>

/** A face's API in OpenAPI 3.1, written from its routes. */
export const openApi = ({ face, api }: Described): Schema => ({
  openapi: '3.1.0',
  info: { title: `samtykke: ${nameOf({ face, api })}`, version: '1' },
  servers: [{ url: api.prefix || '/' }],
  ...(api.scheme !== 'none' && { security: [{ caller: [] }] }),
  components: {
    ...(api.scheme !== 'none' && {
      securitySchemes: { caller: { type: 'http', scheme: api.scheme ?? 'bearer' } },
    }),
    schemas: { Problem: toSchema(api.problemBody ?? Problem) },
  },
  paths: Object.fromEntries(
    api.routes.map(({ path }) => [
      openPath(path),
      operations(
        api.routes.filter(one => one.path === path),
        api,
      ),
    ]),
  ),
})

/** `GET /openapi/<face>.json`, or `<face>-<api>.json` for an API with a name. */
export function serveOpenApi(described: Described): Middleware {
  const path = `/openapi/${nameOf(described)}.json`
  let document: Schema | undefined
  return async (ctx, next) => {
    if (ctx.path !== path || ctx.method !== 'GET') return next()
    ctx.set('Cache-Control', 'public, max-age=300')
    document ??= openApi(described)
    ctx.body = document
  }
}

const nameOf = ({ face, api }: Described): string => [face, api.name].filter(Boolean).join('-')

const Problem = z.object({
  type: z.string().describe('A stable name of the kind of problem'),
  title: z.string().describe('The kind of problem in words'),
  status: z.int().describe('The HTTP status'),
  code: z.string().describe('What went wrong, for programs'),
  detail: z.string().optional().describe('What went wrong this time, for developers'),
  pointer: z.string().optional().describe('JSON Pointer to the member at fault'),
  trace_id: z.string().describe('Names the request in the log'),
})

const statuses: Readonly<Record<string, string>> = {
  400: 'The request is not right',
  401: 'The caller is unknown',
  403: 'The caller may not do this',
  404: 'There is no such thing',
  409: 'The state does not allow it',
  413: 'The request is too large',
  503: 'Try again',
}

const operations = (routes: readonly AnyRoute[], api: Api): Schema =>
  Object.fromEntries(routes.map(route => [route.method, operation(route, api)]))

const operation = (route: AnyRoute, { mediaType, problemBody }: Api): Schema => ({
  operationId: route.operationId,
  summary: route.summary,
  parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
  ...(route.body && { requestBody: { required: true, content: bodyOf(route, mediaType) } }),
  responses: {
    [route.response.status]: {
      description: route.response.description ?? 'Done',
      ...(route.response.body && { content: content(mediaType, toSchema(route.response.body)) }),
      ...(route.response.file && { content: content(route.response.file, bytes) }),
    },
    ...Object.fromEntries(
      Object.entries(statuses).map(([status, description]) => [
        status,
        problem(description, problemBody ? mediaType : 'application/problem+json'),
      ]),
    ),
  },
})

const bytes: Schema = { type: 'string', format: 'binary' }

function bodyOf({ body, bodyFormat, bodyMediaType }: AnyRoute, mediaType: string): Schema {
  if (bodyFormat === 'bytes') return content(bodyMediaType ?? 'application/octet-stream', bytes)
  const type = bodyFormat === 'form' ? 'application/x-www-form-urlencoded' : mediaType
  return body ? content(type, toSchema(body)) : {}
}

const problem = (description: string, mediaType: string): Schema => ({
  description,
  content: content(mediaType, { $ref: '#/components/schemas/Problem' }),
})

const content = (mediaType: string, schema: Schema): Schema => ({ [mediaType]: { schema } })

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Schema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = toSchema(schema) as {
    properties?: Record<string, Schema>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    description,
    schema: rest,
  }))
}

const toSchema = (schema: z.ZodType): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

const openPath = (path: string): string => path.replace(/:([A-Za-z_]\w*)/g, '{$1}')
