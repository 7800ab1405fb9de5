import { errors } from 'oidc-provider'
import { reasonOf } from '../../../server/domain/problem.ts'

/** A refused exchange in OAuth's words (RFC 8693 section 2.2.2); every other error as it is. */
export function asRefusal(error: unknown): unknown {
  const reason = reasonOf(error, 'token-exchange.refused')
  const { message } = error as Error
  if (reason === 'scope') return new errors.InvalidScope(message, '')
  if (reason === 'details') return new errors.InvalidAuthorizationDetails(message)
  if (reason === 'target') return new errors.InvalidTarget(message)
  if (reason === 'actor') return new errors.UnauthorizedClient(message)
  return reason === undefined ? error : new errors.InvalidRequest(message)
}
