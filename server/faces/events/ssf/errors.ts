import type { ProblemFormat } from '../../../http/api/api.ts'
import { type OAuthWords, oauthError, oauthKinds } from '../../../http/api/oauth-errors.ts'
import { type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import { challengeFor } from '../../../http/api/token-problems.ts'
import { verificationSeconds } from './limits.ts'

export const ssfRefusals: RefusalTable<OAuthWords> = {
  own: {},
  codes: {
    'request.malformed': { status: 400, error: 'invalid_request' },
    'request.unsupported-media': { status: 400, error: 'invalid_request' },
  },
  kinds: oauthKinds,
}

/** OAuth's errors. */
export const ssfErrors: ProblemFormat = (refused, { headers }) => {
  const words = wordsFor(ssfRefusals, refused)
  const { status } = words
  const challenge = challengeFor(status, headers.authorization !== undefined)
  return {
    status,
    mediaType: 'application/json',
    headers: {
      ...(challenge && { 'WWW-Authenticate': challenge }),
      ...(status === 429 && { 'Retry-After': String(verificationSeconds) }),
      ...(status === 503 && { 'Retry-After': '1' }),
    },
    body: oauthError(words, refused),
  }
}
