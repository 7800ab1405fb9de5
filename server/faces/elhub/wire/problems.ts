import { z } from 'zod'
import type { Problem, ProblemCode, ProblemKind } from '../../../domain/problem.ts'
import type { ProblemFormat, RawRequest } from '../../../http/api.ts'
import { bodyFault, unreadable } from './body-faults.ts'
import { isFile } from '../documents/file-headers.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { acceptedMediaType, jsonApi } from './media-types.ts'
import type { Words } from './refusals.ts'
import { osloTime } from './time.ts'

export const ElhubErrors = z.object({
  errors: z
    .array(
      z.object({
        status: z.string().describe('The HTTP status'),
        code: z.string().optional().describe('What went wrong, for programs'),
        title: z.string().describe('The kind of problem in words'),
        detail: z.string().describe('What went wrong this time, for developers'),
      }),
    )
    .describe('Exactly one'),
  meta: z
    .object({ createdAt: z.string().describe('When, ISO 8601 in Norwegian time') })
    .describe('About the answer'),
})

/** Everything that went wrong, in the words of JSON:API. */
export const elhubErrors =
  ({ clock, settings }: Pick<ElhubTools, 'clock' | 'settings'>): ProblemFormat =>
  (problem, request) => {
    const { status, title, detail, code } = isTooLargeFile(problem, request)
      ? fileTooLarge
      : wordsFor(problem)
    const body: z.infer<typeof ElhubErrors> = {
      errors: [{ status: String(status), ...(code !== undefined && { code }), title, detail }],
      meta: { createdAt: osloTime(clock.now()) },
    }
    const mediaType = acceptedMediaType(request, settings) ?? jsonApi
    return { status, mediaType, headers: headersFor(status), body }
  }

const isTooLargeFile = ({ kind }: Problem, request: RawRequest): boolean =>
  kind === 'too-large' && isFile(request)

const fileTooLarge: Words = {
  status: 413,
  title: 'Content too large',
  detail: 'Signed PDF upload size is limited to 1 MB',
}

function wordsFor(problem: Problem): Words {
  if (isWords(problem.cause)) return problem.cause
  if (problem.code === 'request.malformed') return malformed(problem)
  if (problem.code === 'request.repeated-differently')
    return { ...repeatedDifferently, detail: problem.message }
  return byCode[problem.code] ?? byKind[problem.kind] ?? unexpected
}

const isWords = (cause: unknown): cause is Words =>
  typeof cause === 'object' && cause !== null && 'title' in cause && 'status' in cause

/** Of what is parsed, a path can only have a bad id. */
function malformed({ cause, pointer }: Problem): Words {
  if (pointer === '/id') return badId
  if (cause instanceof z.ZodError) return { status: 400, ...bodyFault(cause) }
  return { status: 400, ...unreadable }
}

const badId: Words = {
  status: 400,
  title: 'Invalid input',
  detail: 'The provided payload did not satisfy the expected format',
}

const unavailable: Words = {
  status: 503,
  title: 'Service Unavailable',
  detail: 'Service unavailable; please try again later',
}

const unexpected: Words = {
  status: 500,
  title: 'Internal server error',
  detail: 'An internal server error occurred',
}

const repeatedDifferently = { status: 409, title: 'Idempotency-Key used before' } as const

const alreadyDecided: Words = {
  status: 422,
  title: 'Invalid status state',
  detail: "AuthorizationRequest must be in 'Pending' status to update.",
}

const byCode: Partial<Record<ProblemCode, Words>> = {
  'caller.unauthenticated': { status: 401, title: 'Unauthorized', detail: 'Missing or invalid token.' },
  'caller.forbidden': {
    status: 403,
    title: 'Forbidden',
    detail: 'Access is denied for this endpoint.',
  },
  'request.not-found': {
    status: 404,
    title: 'Endpoint not found',
    detail: 'The requested endpoint does not exist. Please check the URL.',
  },
  'consent-request.not-found': {
    status: 404,
    title: 'Not found error',
    detail: 'AuthorizationRequest could not be found',
  },
  'consent-request.not-yours': {
    status: 403,
    title: 'Not allowed to update',
    detail: 'Party not allowed to update AuthorizationRequest.',
  },
  'consent-request.already-decided': alreadyDecided,
  'consent-request.withdrawn': alreadyDecided,
  'party.may-not-consent': {
    status: 422,
    title: 'Validation error',
    detail: 'No authorization can be given by or for this person',
    code: 'party_may_not_consent',
  },
  'consent-request.expired': {
    status: 422,
    title: 'AuthorizationRequest has expired',
    detail: 'Validity period has passed.',
  },
}

const byKind: Partial<Record<ProblemKind, Words>> = {
  invalid: badId,
  'not-found': { status: 404, title: 'Not found error', detail: 'The requested resource could not be found' },
  conflict: { status: 409, title: 'Conflict', detail: 'The state does not allow it' },
  forbidden: { status: 403, title: 'Forbidden', detail: 'Access is denied for this endpoint.' },
  'too-large': { status: 413, title: 'Content too large', detail: 'The request body is too large' },
  'unsupported-media': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The requested resource does not have a representation that matches the criteria',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    detail: `Answers are ${jsonApi} or application/json`,
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    detail: 'Too many requests; please try again later',
  },
  unavailable,
}

function headersFor(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' }
  return status === 503 || status === 429 ? { 'Retry-After': '1' } : {}
}
