import { z } from 'zod'
import type { Problem } from '../../domain/problem.ts'
import type { ApiReply, ProblemFormat, RawRequest } from '../../http/api.ts'
import { problemStatus } from '../../http/problem-status.ts'
import { Refusal, type Refused, UnreadableValues } from './wire/refusal.ts'

const mediaType = 'application/problem+json'

export const AltinnProblem = z.object({
  type: z.string().describe('A link to the meaning of the HTTP status'),
  title: z.string().describe('The HTTP status in words'),
  status: z.int().describe('The HTTP status'),
  detail: z.string().optional().describe('What went wrong, for developers'),
  code: z
    .string()
    .optional()
    .describe('What went wrong, for programs; absent when the request did not even read'),
  errors: z.record(z.string(), z.array(z.string())).optional().describe('What did not read, by member'),
  validationErrors: z
    .array(z.object({ code: z.string(), detail: z.string(), paths: z.array(z.string()) }))
    .optional()
    .describe('What is invalid, when the code is STD-00000'),
  problems: z
    .array(z.looseObject({ status: z.int(), code: z.string(), detail: z.string() }))
    .optional()
    .describe('What went wrong, when the code is STD-00001: several things'),
  traceId: z.string().optional().describe('Names the request in the log'),
})

/** RFC 9110: the section and the name of each status. */
const meanings: Readonly<Record<number, readonly [section: string, title: string]>> = {
  400: ['15.5.1', 'Bad Request'],
  403: ['15.5.4', 'Forbidden'],
  404: ['15.5.5', 'Not Found'],
  406: ['15.5.7', 'Not Acceptable'],
  409: ['15.5.10', 'Conflict'],
  413: ['15.5.14', 'Content Too Large'],
  415: ['15.5.16', 'Unsupported Media Type'],
  422: ['15.5.21', 'Unprocessable Content'],
  429: ['15.5', 'Too Many Requests'],
  500: ['15.6.1', 'Internal Server Error'],
  503: ['15.6.4', 'Service Unavailable'],
}

/** Refusals by the token have no body, nor have paths that are not there. */
const bare = ['caller.unauthenticated', 'caller.forbidden', 'request.not-found']

const challenge = { 'WWW-Authenticate': 'Bearer realm="samtykke"' }

/** Errors as Altinn's access management words them. */
export const altinnProblems: ProblemFormat = (problem, request) => {
  const { code, kind, cause } = problem
  const { status } = problemStatus[kind]
  if (bare.includes(code)) return { status, mediaType, ...(status === 401 && { headers: challenge }) }
  if (cause instanceof Refusal) return { mediaType, ...refusedReply(cause.refused) }
  const headers = kind === 'unavailable' ? { 'Retry-After': '1' } : {}
  return { status, mediaType, headers, body: { ...titled(status), ...told(problem), ...traced(request) } }
}

function refusedReply(refused: readonly Refused[]): ApiReply {
  const [only] = refused
  if (only && refused.length === 1) return { status: only.status, body: document(only) }
  const several = { status: 500, code: 'STD-00001', detail: 'Several things are wrong' }
  return { status: 500, body: { ...document(several), problems: refused.map(document) } }
}

const document = ({ status, detail, code, extensions, validationErrors }: Refused) => ({
  ...titled(status),
  detail,
  code,
  ...(validationErrors && { validationErrors }),
  ...extensions,
})

function titled(status: number) {
  const [section, title] = meanings[status] ?? ['15', 'Error']
  return { type: `https://tools.ietf.org/html/rfc9110#section-${section}`, title, status }
}

function told({ kind, code, cause, message }: Problem) {
  if (code === 'request.malformed') return { errors: errorsIn(cause, message) }
  return kind === 'internal' ? {} : { detail: message }
}

function errorsIn(cause: unknown, message: string): UnreadableValues['errors'] {
  if (cause instanceof UnreadableValues) return cause.errors
  if (!(cause instanceof z.ZodError)) return { $: [message] }
  const byMember = Map.groupBy(cause.issues, ({ path }) => memberOf(path))
  return Object.fromEntries([...byMember].map(([member, found]) => [member, found.map(one => one.message)]))
}

/** `consentRights[0].action` */
const memberOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (before, one) =>
      typeof one === 'number' ? `${before}[${one}]` : [before, String(one)].filter(Boolean).join('.'),
    '',
  ) || '$'

const traced = ({ traceId }: RawRequest) => ({ traceId })
