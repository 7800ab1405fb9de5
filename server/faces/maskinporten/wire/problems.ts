import { z } from 'zod'
import type { ProblemFormat } from '../../../http/api/api.ts'
import { problemStatus } from '../../../http/problem-status.ts'
import { forEachKind, type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import type { Digest } from '../../../ports/digest.ts'
import type { ErrorCode } from './error-codes.ts'
import { ownRefusals } from './refusals.ts'

export const TokenError = z.object({
  error: z.string().describe('What went wrong, for programs'),
  error_description: z
    .string()
    .describe('What went wrong, for developers, with the name of the request in the log'),
  error_uri: z.string().optional().describe('Where more is said of it'),
})

interface TokenWords {
  readonly status: number
  readonly error: string
  readonly code?: ErrorCode
}

const invalid = { status: 400, error: 'invalid_request', code: 'MP-011' } as const

/** All that is refused here. */
export const tokenRefusals: RefusalTable<TokenWords> = {
  own: ownRefusals,
  codes: {
    'request.malformed': invalid,
    'request.unsupported-media': invalid,
    'request.not-found': { status: 404, error: 'not_found' },
    'caller.unauthenticated': { status: 401, error: 'invalid_token' },
    'caller.forbidden': { status: 403, error: 'insufficient_scope' },
    'certificate.not-believed': { status: 400, error: 'invalid_grant', code: 'MP-120' },
    'certificate.no-chain': { status: 400, error: 'invalid_grant', code: 'MP-123' },
    'token-scope.unknown': { status: 400, error: 'invalid_scope', code: 'MP-200' },
    'token-scope.not-delegated': { status: 403, error: 'forbidden', code: 'MP-251' },
  },
  kinds: {
    ...forEachKind(({ status }) => ({ status, error: 'invalid_request' })),
    unavailable: { status: 503, error: 'temporarily_unavailable' },
    internal: { status: 500, error: 'server_error' },
  },
}

/** Errors of the token endpoint and of what is beside it. */
export const tokenErrors =
  ({ issuer, digest }: { readonly issuer: string; readonly digest: Digest }): ProblemFormat =>
  (refused, { traceId }) => {
    const { status, error, code } = wordsFor(tokenRefusals, refused)
    const text = status === 500 ? problemStatus.internal.title : refused.message
    const body: z.infer<typeof TokenError> = {
      error,
      error_description: `${text} (trace_id: ${traceOf(traceId, digest)})`,
      ...(code && { error_uri: `${issuer}errors/${code}` }),
    }
    return { status, mediaType: 'application/json', headers: headersFor(status), body }
  }

const headersFor = (status: number): Readonly<Record<string, string>> => ({
  ...(status === 503 && { 'Retry-After': '1' }),
  ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
})

/** 32 hexadecimal digits, made of the name of the request in the log when that is none. */
function traceOf(traceId: string, digest: Digest): string {
  const digits = traceId.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) ? digits : digest(traceId).slice(0, 32)
}
