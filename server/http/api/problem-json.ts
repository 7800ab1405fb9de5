import type { ProblemFormat } from './api.ts'
import { problemStatus } from '../problem-status.ts'
import { asProblem } from './refusals.ts'

/** Seconds after which a caller may repeat what met doubt, or what there was no room for. */
const retryAfterSeconds = 1

/** RFC 9457. `type` is a stable name; an internal problem shows no detail. */
export const problemJson: ProblemFormat = (refused, { traceId }) => {
  const { code, kind, message, pointer } = asProblem(refused)
  const { status, title } = problemStatus[kind]
  return {
    status,
    mediaType: 'application/problem+json',
    headers: {
      ...((kind === 'unavailable' || kind === 'too-many') && { 'Retry-After': String(retryAfterSeconds) }),
      ...(kind === 'unauthenticated' && { 'WWW-Authenticate': 'Basic realm="samtykke"' }),
    },
    body: {
      type: `urn:samtykke:problem:${code}`,
      title,
      status,
      code,
      ...(kind !== 'internal' && { detail: message }),
      ...(pointer !== undefined && { pointer }),
      trace_id: traceId,
    },
  }
}
