import { z } from 'zod'
import type { Problem } from '../../domain/problem.ts'
import type { ProblemFormat, RawRequest } from '../../http/api/api.ts'
import { problemStatus } from '../../http/problem-status.ts'
import { asProblem, type Finding, Malformed, type RefusalTable, wordsFor } from '../../http/api/refusals.ts'
import { AltinnRefusal, ownRefusals, type Refused } from './wire/refusal.ts'

export const problemMediaType = 'application/problem+json'

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

interface AltinnWords {
  readonly status: number
  /** Without a body. */
  readonly isBare?: boolean
}

/** All that is refused here. Refusals by the token have no body, nor have paths that are not there. */
export const altinnRefusals: RefusalTable<AltinnWords> = {
  own: ownRefusals,
  codes: {
    'caller.unauthenticated': { status: 401, isBare: true },
    'caller.forbidden': { status: 403, isBare: true },
    'request.not-found': { status: 404, isBare: true },
  },
  kinds: problemStatus,
}

/** Errors as Altinn's access management words them. */
export const altinnProblems: ProblemFormat = (problem, request) => {
  const { status, isBare } = wordsFor<AltinnWords>(altinnRefusals, problem)
  const reply = { status, mediaType: problemMediaType, headers: headersFor(status) }
  if (isBare) return reply
  if (problem instanceof AltinnRefusal) return { ...reply, body: refusedBody(problem) }
  return { ...reply, body: { ...titled(status), ...told(asProblem(problem)), ...traced(request) } }
}

function headersFor(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer realm="samtykke"' }
  return status === 503 ? { 'Retry-After': '1' } : {}
}

function refusedBody({ code, refused }: AltinnRefusal) {
  const [only] = refused
  return only?.code === code ? document(only) : { ...document({ code }), problems: refused.map(document) }
}

function document({ code, extensions, validationErrors }: Refused) {
  const { status, detail } = ownRefusals[code]
  return {
    ...titled(status),
    detail,
    code,
    ...(validationErrors && { validationErrors }),
    ...extensions,
  }
}

function titled(status: number) {
  const [section, title] = meanings[status] ?? ['15', 'Error']
  return { type: `https://tools.ietf.org/html/rfc9110#section-${section}`, title, status }
}

function told(problem: Problem) {
  if (problem instanceof Malformed) return { errors: byMember(problem.findings) }
  const { kind, code, message } = problem
  if (code === 'request.malformed') return { errors: { $: [message] } }
  return kind === 'internal' ? {} : { detail: message }
}

function byMember(findings: readonly Finding[]): Readonly<Record<string, readonly string[]>> {
  const found = Map.groupBy(findings, ({ path }) => memberOf(path))
  return Object.fromEntries([...found].map(([member, those]) => [member, those.map(one => one.message)]))
}

/** `consentRights[0].action` */
const memberOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (before, one) =>
      typeof one === 'number' ? `${before}[${one}]` : [before, String(one)].filter(Boolean).join('.'),
    '',
  ) || '$'

const traced = ({ traceId }: RawRequest) => ({ traceId })
