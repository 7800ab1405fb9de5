import type { ProblemKind } from '../domain/problem.ts'
import type { ProblemFormat } from './api.ts'

/** The status and title of each kind of problem. */
export const statuses: Record<ProblemKind, { readonly status: number; readonly title: string }> = {
  invalid: { status: 400, title: 'The request is not right' },
  unauthenticated: { status: 401, title: 'The caller is unknown' },
  forbidden: { status: 403, title: 'The caller may not do this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'The state does not allow it' },
  unprocessable: { status: 422, title: 'The request cannot be granted' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media': { status: 415, title: 'The media type is not supported' },
  'not-acceptable': { status: 406, title: 'No answer in the wanted media type' },
  'too-many': { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Try again' },
  internal: { status: 500, title: 'Something went wrong' },
}

/** Seconds after which a caller may repeat what met doubt. */
const retryAfterSeconds = 1

/** RFC 9457. `type` is a stable name; an internal problem shows no detail. */
export const problemJson: ProblemFormat = ({ code, kind, message, pointer }, { traceId }) => {
  const { status, title } = statuses[kind]
  return {
    status,
    mediaType: 'application/problem+json',
    headers: {
      ...(kind === 'unavailable' && { 'Retry-After': String(retryAfterSeconds) }),
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
