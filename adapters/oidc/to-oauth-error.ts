import { errors } from 'oidc-provider'
import { Problem, type ProblemKind } from '../../server/domain/problem.ts'

/** As RFC 6749 section 5.2 spells it. */
export interface OAuthError {
  readonly error: string
  readonly error_description?: string | undefined
}

const spellings: Record<ProblemKind, { readonly status: number; readonly error: string }> = {
  invalid: { status: 400, error: 'invalid_request' },
  unauthenticated: { status: 401, error: 'invalid_client' },
  forbidden: { status: 400, error: 'access_denied' },
  'not-found': { status: 400, error: 'invalid_grant' },
  conflict: { status: 400, error: 'invalid_grant' },
  unprocessable: { status: 422, error: 'access_denied' },
  'too-large': { status: 413, error: 'invalid_request' },
  'unsupported-media': { status: 415, error: 'invalid_request' },
  'not-acceptable': { status: 406, error: 'invalid_request' },
  'too-many': { status: 429, error: 'temporarily_unavailable' },
  unavailable: { status: 503, error: 'temporarily_unavailable' },
  internal: { status: 500, error: 'server_error' },
}

/** A problem in OAuth's words with the status that goes with it. */
export const spell = ({ kind, message }: Problem): OAuthError & { readonly status: number } => ({
  ...spellings[kind],
  ...(kind === 'internal' ? {} : { error_description: message }),
})

/** A problem as the engine throws its own errors; what is no problem stays as it is. */
function toOAuthError(error: unknown): unknown {
  if (!(error instanceof Problem) || error.kind === 'internal') return error
  const { status, error: code, error_description } = spell(error)
  const spoken = new errors.CustomOIDCProviderError(code, error_description)
  return Object.assign(spoken, { status, statusCode: status, expose: true, cause: error })
}

/** The problem behind an error of the engine, if one is. */
export const toProblem = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Problem ? error.cause : error

/** The same function, speaking OAuth when it throws. */
export const speaking =
  <Arguments extends unknown[], Result>(
    act: (...given: Arguments) => Promise<Result>,
  ): ((...given: Arguments) => Promise<Result>) =>
  async (...given) => {
    try {
      return await act(...given)
    } catch (error) {
      throw toOAuthError(error)
    }
  }
