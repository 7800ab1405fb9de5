import { z } from 'zod'
import type { ProblemKind } from '../../../domain/problem.ts'
import type { ProblemFormat, RawRequest } from '../../../http/api/api.ts'
import { problemStatus } from '../../../http/problem-status.ts'
import { asProblem, forEachKind, type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import type { Clock } from '../../../ports/clock.ts'

const mediaType = 'application/json'

export const AgreementError = z.object({
  timestamp: z.string().describe('When, ISO 8601 in UTC'),
  path: z.string().describe('The path that was called'),
  status: z.int().describe('The HTTP status'),
  error: z.string().describe('The status in words'),
  requestId: z.string().describe('Names the request in the log'),
  message: z.string().optional().describe('What was wrong, for developers'),
})

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  406: 'Not Acceptable',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Errors of the agreement API and the feed. */
export const agreementErrors =
  (clock: Clock): ProblemFormat =>
  (refused, { traceId, path }) => {
    const { kind, message, pointer } = asProblem(refused)
    const { status } = problemStatus[kind]
    const body: z.infer<typeof AgreementError> = {
      timestamp: clock.now().toISOString(),
      path,
      status,
      error: reasons[status] ?? 'Error',
      requestId: traceId,
      ...(kind !== 'internal' && { message: [pointer, message].filter(Boolean).join(': ') }),
    }
    const challenge = status === 401 && { 'WWW-Authenticate': 'Bearer' }
    return { status, mediaType, headers: { ...challenge, ...whenToRetry(kind) }, body }
  }

export const DebtError = z.object({
  error: z.string().describe('What went wrong'),
  error_description: z.string().optional().describe('More of it, for developers'),
  timestamp: z.string().describe('When, ISO 8601 in UTC'),
  trace_id: z.string().describe('The X-Trace-ID of the request, else the server’s own name of it'),
})

interface DebtWords {
  readonly status: number
  readonly error: string
}

const invalid = (status: number): DebtWords => ({ status, error: 'invalid request' })

const invalidToken: DebtWords = { status: 403, error: 'Invalid access token' }

const noConsent: DebtWords = { status: 403, error: 'invalid consent' }

/** The debt API knows no 401, 404 or 409, and says 500 when the debt register does not answer. */
export const debtRefusals: RefusalTable<DebtWords> = {
  own: {},
  codes: {
    'caller.unauthenticated': invalidToken,
    'caller.forbidden': invalidToken,
    'debt-source.unavailable': { status: 500, error: 'server error' },
    'authorization-grant.not-found': noConsent,
    'authorization-grant.not-yours': noConsent,
    'authorization-grant.not-active': noConsent,
    'authorization-grant.in-use': noConsent,
  },
  kinds: {
    ...forEachKind(({ status }) => invalid(status)),
    'not-found': invalid(403),
    conflict: invalid(403),
    unavailable: { status: 503, error: 'server error' },
    internal: { status: 500, error: 'server error' },
  },
}

/** Errors of the debt API. */
export const debtErrors =
  (clock: Clock): ProblemFormat =>
  (refused, request) => {
    const words = wordsFor(debtRefusals, refused)
    const { kind, message } = asProblem(refused)
    const body: z.infer<typeof DebtError> = {
      error: words === noConsent && isOwnDebt(request) ? 'no valid consent' : words.error,
      ...(kind !== 'internal' && { error_description: message }),
      timestamp: clock.now().toISOString(),
      trace_id: traceOf(request),
    }
    return { status: words.status, mediaType, headers: whenToRetry(kind), body }
  }

const isOwnDebt = ({ path }: RawRequest): boolean => /\/v1\/debt\/?$/.test(path)

const whenToRetry = (kind: ProblemKind): Readonly<Record<string, string>> =>
  kind === 'unavailable' ? { 'Retry-After': '1' } : {}

/** What a caller calls its request, else what the server calls it. */
export function traceOf({ headers, traceId }: Pick<RawRequest, 'headers' | 'traceId'>): string {
  const given = headers['x-trace-id']
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : traceId
}
