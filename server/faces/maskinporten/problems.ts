import { z } from 'zod'
import type { Problem, ProblemCode, ProblemKind } from '../../domain/problem.ts'
import type { ProblemFormat } from '../../http/api.ts'
import { problemStatus } from '../../http/problem-status.ts'
import type { Digest } from '../../ports/digest.ts'
import type { ErrorCode } from './error-codes.ts'

export const TokenError = z.object({
  error: z.string().describe('What went wrong, for programs'),
  error_description: z
    .string()
    .describe('What went wrong, for developers, with the name of the request in the log'),
  error_uri: z.string().optional().describe('Where more is said of it'),
})

interface Wording {
  readonly error: string
  readonly code?: ErrorCode
  /** As the kind of the problem has it when not said. */
  readonly status?: number
}

const grant = (code?: ErrorCode): Wording => ({ error: 'invalid_grant', ...(code && { code }) })
const scope = (code: ErrorCode): Wording => ({ error: 'invalid_scope', code })
const details = (code: ErrorCode): Wording => ({ error: 'invalid_authorization_details', code })

/** RFC 6749 section 5.2, and the service's own codes. */
const wordings: Readonly<Partial<Record<ProblemCode, Wording>>> = {
  'request.malformed': { error: 'invalid_request', code: 'MP-011' },
  'request.unsupported-media': { error: 'invalid_request', code: 'MP-011', status: 400 },
  'request.not-found': { error: 'not_found' },
  'caller.unauthenticated': { error: 'invalid_token' },
  'caller.forbidden': { error: 'insufficient_scope' },
  'assertion.grant-type': { error: 'unsupported_grant_type', code: 'MP-011' },
  'assertion.malformed': grant('MP-011'),
  'assertion.unknown-issuer': grant('MP-100'),
  'assertion.unknown-key': grant(),
  'assertion.bad-certificate': grant('MP-120'),
  'assertion.lapsed-key': grant('MP-121'),
  'assertion.wrong-organization': grant('MP-122'),
  'assertion.bad-chain': grant('MP-123'),
  'assertion.wrong-signature': grant('MP-124'),
  'assertion.wrong-audience': grant('MP-110'),
  'assertion.wrong-times': grant(),
  'assertion.expired': grant('MP-130'),
  'assertion.replayed': grant('MP-012'),
  'token-scope.unknown': scope('MP-200'),
  'token-scope.elsewhere': scope('MP-201'),
  'token-scope.not-granted': { error: 'forbidden', code: 'MP-250' },
  'token-scope.not-delegated': { error: 'forbidden', code: 'MP-251' },
  'authorization-details.unknown-type': details('MP-301'),
  'authorization-details.unknown-member': details('MP-302'),
  'authorization-details.unusable': details('MP-303'),
}

const ofKind: Readonly<Partial<Record<ProblemKind, string>>> = {
  unavailable: 'temporarily_unavailable',
  internal: 'server_error',
}

/** Errors of the token endpoint and what stands beside it. */
export const tokenErrors =
  ({ issuer, digest }: { readonly issuer: string; readonly digest: Digest }): ProblemFormat =>
  (problem, { traceId }) => {
    const { error, code, status } = wordingOf(problem)
    const body: z.infer<typeof TokenError> = {
      error,
      error_description: `${textOf(problem)} (trace_id: ${traceOf(traceId, digest)})`,
      ...(code && { error_uri: `${issuer}errors/${code}` }),
    }
    return {
      status: status ?? problemStatus[problem.kind].status,
      mediaType: 'application/json',
      headers: headersOf(problem.kind),
      body,
    }
  }

const wordingOf = ({ code, kind }: Problem): Wording =>
  wordings[code] ?? { error: ofKind[kind] ?? 'invalid_request' }

const textOf = ({ kind, message }: Problem): string =>
  kind === 'internal' ? problemStatus.internal.title : message

const headersOf = (kind: ProblemKind): Readonly<Record<string, string>> => ({
  ...(kind === 'unavailable' && { 'Retry-After': '1' }),
  ...(kind === 'unauthenticated' && { 'WWW-Authenticate': 'Bearer' }),
})

/** 32 hexadecimal digits, made of the name of the request in the log when that is none. */
function traceOf(traceId: string, digest: Digest): string {
  const digits = traceId.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) ? digits : digest(traceId).slice(0, 32)
}
