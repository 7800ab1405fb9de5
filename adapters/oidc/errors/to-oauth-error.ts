import { errors } from 'oidc-provider'
import { Problem } from '../../../server/domain/problem.ts'
import { problemStatus } from '../../../server/http/problem-status.ts'

/** As RFC 6749 section 5.2 spells it. */
export interface OAuthError {
  readonly error: string
  readonly error_description?: string | undefined
}

/** A problem in OAuth's words with the status that goes with it. */
export function spell({ kind, message }: Problem): OAuthError & { readonly status: number } {
  const { status, oauth } = problemStatus[kind]
  return { status, ...oauth, ...(kind === 'internal' ? {} : { error_description: message }) }
}

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
