import { z } from 'zod'
import type { ProblemFormat } from '../../../http/api/api.ts'
import { forEachKind, type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import { challengeFor } from '../../../http/api/token-problems.ts'
import { verificationSeconds } from './limits.ts'

export const OAuthError = z.object({
  error: z.string().describe('What went wrong, for programs'),
  error_description: z.string().optional().describe('What went wrong, for developers'),
})

interface Words {
  readonly status: number
  readonly error: string
}

/** RFC 6750 section 3.1, and what it has no word for. */
export const ssfRefusals: RefusalTable<Words> = {
  own: {},
  codes: {
    'request.malformed': { status: 400, error: 'invalid_request' },
    'request.unsupported-media': { status: 400, error: 'invalid_request' },
  },
  kinds: {
    ...forEachKind(({ status }) => ({ status, error: 'invalid_request' })),
    unauthenticated: { status: 401, error: 'invalid_token' },
    forbidden: { status: 403, error: 'insufficient_scope' },
    'not-found': { status: 404, error: 'not_found' },
    'too-many': { status: 429, error: 'temporarily_unavailable' },
    unavailable: { status: 503, error: 'temporarily_unavailable' },
    internal: { status: 500, error: 'server_error' },
  },
}

/** OAuth's errors. */
export const ssfErrors: ProblemFormat = (refused, { headers }) => {
  const { status, error } = wordsFor(ssfRefusals, refused)
  const challenge = challengeFor(status, headers.authorization !== undefined)
  return {
    status,
    mediaType: 'application/json',
    headers: {
      ...(challenge && { 'WWW-Authenticate': challenge }),
      ...(status === 429 && { 'Retry-After': String(verificationSeconds) }),
      ...(status === 503 && { 'Retry-After': '1' }),
    },
    body: { error, ...(status !== 500 && { error_description: plain(refused.message) }) },
  }
}

/** RFC 6749 section 5.2. */
const plain = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
