import { Problem } from '../../server/domain/problem.ts'

const outOfTime = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/

/** True for what a request ends with that got no answer in time, by our limit or the connection's own. */
export function isSlowness(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return error.name === 'TimeoutError' || outOfTime.test(code) || isSlowness(error.cause)
}

/** Somebody whom we asked took too long, which says nothing about whom or what it was about. */
export const tooSlow = (who: string): Problem =>
  new Problem('service.slow', `${who} does not answer in time; try again`)
