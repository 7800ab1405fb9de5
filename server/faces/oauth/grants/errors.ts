import type { ProblemFormat } from '../../../http/api/api.ts'
import { oauthError, oauthKinds, type OAuthWords } from '../../../http/api/oauth-errors.ts'
import { type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import type { OAuthTools } from '../../tools/oauth-tools.ts'

/** RFC 9449 section 7.1. */
export const grantRefusals: RefusalTable<OAuthWords> = {
  own: {
    'proof.bad': { status: 401, error: 'invalid_dpop_proof' },
    'proof.nonce': { status: 401, error: 'use_dpop_nonce' },
  },
  codes: {},
  kinds: oauthKinds,
}

/** OAuth's errors, with the challenge for the way in which the token came. */
export const grantErrors =
  ({ proofs }: Pick<OAuthTools, 'proofs'>): ProblemFormat =>
  (refused, { headers: { authorization } }) => {
    const words = wordsFor(grantRefusals, refused)
    const { status, error } = words
    const isProof = /^dpop /i.test(String(authorization ?? ''))
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
      body: oauthError(words, refused),
    }
  }
