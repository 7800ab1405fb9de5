import { z } from 'zod'
import type { ProblemFormat } from '../../../http/api/api.ts'
import { forEachKind, type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import type { OAuthTools } from '../../tools/oauth-tools.ts'

export const OAuthError = z.object({
  error: z.string().describe('What went wrong, for programs'),
  error_description: z.string().optional().describe('What went wrong, for developers'),
})

interface Words {
  readonly status: number
  readonly error: string
}

/** RFC 6750 section 3.1 and RFC 9449 section 7.1, and what they have no word for. */
export const grantRefusals: RefusalTable<Words> = {
  own: {
    'proof.bad': { status: 401, error: 'invalid_dpop_proof' },
    'proof.nonce': { status: 401, error: 'use_dpop_nonce' },
  },
  codes: {},
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

/** OAuth's errors, with the challenge for the way in which the token came. */
export const grantErrors =
  ({ proofs }: Pick<OAuthTools, 'proofs'>): ProblemFormat =>
  (refused, { headers: { authorization } }) => {
    const { status, error } = wordsFor(grantRefusals, refused)
    const isProof =
      String(authorization ?? '')
        .slice(0, 5)
        .toLowerCase() === 'dpop '
    const told = authorization === undefined ? '' : `, error="${error}"`
    const challenge = isProof
      ? `DPoP realm="samtykke"${told}, algs="${proofs.algorithms.join(' ')}"`
      : `Bearer realm="samtykke"${told}`
    return {
      status,
      mediaType: 'application/json',
      headers: {
        ...((status === 401 || status === 403) && { 'WWW-Authenticate': challenge }),
        ...(isProof && { 'DPoP-Nonce': proofs.nonce() }),
        ...((status === 429 || status === 503) && { 'Retry-After': '1' }),
      },
      body: { error, ...(status !== 500 && { error_description: plain(refused.message) }) },
    }
  }

/** RFC 6749 section 5.2. */
const plain = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
