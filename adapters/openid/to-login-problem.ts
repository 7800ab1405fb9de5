import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import { Problem } from '../../server/domain/problem.ts'

/** What the library threw, in our words. */
export function toLoginProblem(cause: unknown): never {
  if (cause instanceof Problem && cause.code.startsWith('login.')) throw cause
  if (cause instanceof AuthorizationResponseError && cause.error === 'access_denied') {
    throw new Problem('login.cancelled', 'The person cancelled the login', { cause })
  }
  // The code was spent or too old: the page was reloaded or gone back to.
  if (cause instanceof ResponseBodyError && cause.error === 'invalid_grant') {
    throw new Problem('login.stale', 'The answer was used already or is too old', { cause })
  }
  throw new Problem('login.failed', 'The identity provider did not log the person in', { cause })
}
