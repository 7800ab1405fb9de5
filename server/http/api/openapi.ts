import type { Middleware } from 'koa'
import { z } from 'zod'
import { answersOf } from './answers.ts'
import type { Api, Route } from './api.ts'
import { problemStatus } from '../problem-status.ts'

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
    ...(api.scheme !== 'none' && { securitySchemes: { caller: securityScheme(api) } }),
    schemas: { Problem: toSchema(api.problemBody ?? Problem), ...api.schemas },
    responses: sharedResponses(api),
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

/** Where the description of a face's API stands. */
export const openApiPath = (described: Described): string => `/openapi/${nameOf(described)}.json`

/** `GET` of it there: `/openapi/<face>.json`, or `<face>-<api>.json` for an API with a name, when not said. */
export function serveOpenApi(described: Described, path: string = openApiPath(described)): Middleware {
  let document: Schema | undefined
  return async (ctx, next) => {
    if (ctx.path !== path || !['GET', 'HEAD'].includes(ctx.method)) return next()
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

/** What each status means, whatever the face calls it. */
const meanings = new Map(Object.values(problemStatus).map(({ status, title }) => [status, title]))

const securityScheme = ({ scheme, issuer }: Api): Schema =>
  issuer
    ? { type: 'oauth2', flows: { clientCredentials: issuer } }
    : { type: 'http', scheme: scheme ?? 'bearer' }

const operations = (routes: readonly AnyRoute[], api: Api): Schema =>
  Object.fromEntries(routes.map(route => [route.method, operation(route, api)]))

function operation(route: AnyRoute, api: Api): Schema {
  const { own, shared } = answersOf(api, route)
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.scopes && { security: [{ caller: route.scopes }] }),
    parameters: [
      ...parameters(route.params, { place: 'path', examples: route.example?.params }),
      ...parameters(route.query, { place: 'query', examples: route.example?.query }),
      ...Object.entries(headersOf(route.headers)).map(([name, header]) => ({
        name,
        in: 'header',
        ...header,
      })),
    ],
    ...(route.body && { requestBody: { required: true, content: bodyOf(route, api.mediaType) } }),
    responses: {
      ...successes(route, api),
      ...Object.fromEntries(own.map(status => [status, refused(status, api)])),
      ...Object.fromEntries(shared.map(status => [status, { $ref: `#/components/responses/${status}` }])),
    },
  }
}

const headersOf = (headers: AnyRoute['headers'] = {}): Readonly<Record<string, Schema>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, header]) => [name, { ...header, schema: { type: 'string' } }]),
  )

function successes({ response, example }: AnyRoute, { mediaType }: Api): Schema {
  const { status, also, accepted, body, file, headers, description = 'Done' } = response
  const schema = {
    ...(headers && { headers: headersOf(headers) }),
    ...(body && { content: content(mediaType, toSchema(body), example?.answer) }),
    ...(file && { content: content(file, bytes, example?.answer) }),
  }
  return {
    [status]: { description, ...schema },
    ...(also && { [also.status]: { description: also.description, ...schema } }),
    ...(accepted && {
      202: {
        description: accepted.description,
        content: content(mediaType, toSchema(accepted.body), example?.accepted),
      },
    }),
  }
}

/** The refusals that routes share. */
function sharedResponses(api: Api): Schema {
  const statuses = new Set(api.routes.flatMap(route => answersOf(api, route).shared))
  return Object.fromEntries([...statuses].map(status => [status, refused(status, api)]))
}

const refused = (status: number, { mediaType, problemBody, problemMediaType = mediaType }: Api): Schema => ({
  description: meanings.get(status) ?? 'Refused',
  content: content(problemBody ? problemMediaType : 'application/problem+json', {
    $ref: '#/components/schemas/Problem',
  }),
})

const bytes: Schema = { type: 'string', format: 'binary' }

function bodyOf({ body, bodyFormat, bodyMediaType, example }: AnyRoute, mediaType: string): Schema {
  if (bodyFormat === 'bytes') {
    return content(bodyMediaType ?? 'application/octet-stream', bytes, example?.body)
  }
  const type = bodyFormat === 'form' ? 'application/x-www-form-urlencoded' : mediaType
  return body ? content(type, toSchema(body), example?.body) : {}
}

const content = (mediaType: string, schema: Schema, example?: unknown): Schema => ({
  [mediaType]: { schema, ...(example !== undefined && { example }) },
})

interface Placed {
  readonly place: 'path' | 'query'
  readonly examples?: Readonly<Record<string, string>> | undefined
}

function parameters(schema: z.ZodType | undefined, { place, examples = {} }: Placed): readonly Schema[] {
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
    ...(examples[name] !== undefined && { example: examples[name] }),
    schema: rest,
  }))
}

const toSchema = (schema: z.ZodType): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}

/** As OpenAPI writes a path of the router's: parameters in braces, and an escaped colon as itself. */
export const openPath = (path: string): string =>
  path.replace(/(?<!\\):([A-Za-z_]\w*)/g, '{$1}').replaceAll('\\:', ':')
