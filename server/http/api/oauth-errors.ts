import { z } from 'zod'
import { forEachKind, type Refused, type RefusalTable } from './refusals.ts'

/** RFC 6749 section 5.2, as APIs have it that OAuth's specifications describe. */
export const OAuthError = z.object({
  error: z.string().describe('What went wrong, for programs'),
  error_description: z.string().optional().describe('What went wrong, for developers'),
})

export interface OAuthWords {
  readonly status: number
  readonly error: string
}

/** RFC 6750 section 3.1, and what it has no word for. */
export const oauthKinds: RefusalTable<OAuthWords>['kinds'] = {
  ...forEachKind(({ status }) => ({ status, error: 'invalid_request' })),
  unauthenticated: { status: 401, error: 'invalid_token' },
  forbidden: { status: 403, error: 'insufficient_scope' },
  'not-found': { status: 404, error: 'not_found' },
  'too-many': { status: 429, error: 'temporarily_unavailable' },
  unavailable: { status: 503, error: 'temporarily_unavailable' },
  internal: { status: 500, error: 'server_error' },
}

/** Of what went wrong inside it says nothing. */
export const oauthError = (
  { status, error }: OAuthWords,
  { message }: Refused,
): z.infer<typeof OAuthError> => ({
  error,
  ...(status !== 500 && { error_description: plain(message) }),
})

const plain = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?')
