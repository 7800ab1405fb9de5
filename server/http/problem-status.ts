import type { ProblemCode, ProblemKind } from '../domain/problem.ts'

export interface ProblemRow {
  readonly status: number
  readonly title: string
  /** RFC 6749 section 5.2: the `error`, and the status where OAuth has another one. */
  readonly oauth: { readonly error: string; readonly status?: number }
}

/** What HTTP, and OAuth on top of it, makes of each kind of problem. */
export const problemStatus: Readonly<Record<ProblemKind, ProblemRow>> = {
  invalid: { status: 400, title: 'The request is not right', oauth: { error: 'invalid_request' } },
  unauthenticated: { status: 401, title: 'The caller is unknown', oauth: { error: 'invalid_client' } },
  forbidden: {
    status: 403,
    title: 'The caller may not do this',
    oauth: { error: 'access_denied', status: 400 },
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    oauth: { error: 'invalid_grant', status: 400 },
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not know this method',
    oauth: { error: 'invalid_request' },
  },
  conflict: {
    status: 409,
    title: 'The state does not allow it',
    oauth: { error: 'invalid_grant', status: 400 },
  },
  deferred: {
    status: 202,
    title: 'Another operator must approve it',
    oauth: { error: 'invalid_request', status: 400 },
  },
  unversioned: {
    status: 428,
    title: 'The change must name the version that it changes',
    oauth: { error: 'invalid_request' },
  },
  stale: { status: 412, title: 'It changed meanwhile', oauth: { error: 'invalid_request' } },
  gone: { status: 410, title: 'It is no longer there', oauth: { error: 'invalid_request' } },
  unprocessable: { status: 422, title: 'The request cannot be granted', oauth: { error: 'access_denied' } },
  'too-large': { status: 413, title: 'The request is too large', oauth: { error: 'invalid_request' } },
  'unsupported-media': {
    status: 415,
    title: 'The media type is not supported',
    oauth: { error: 'invalid_request' },
  },
  'not-acceptable': {
    status: 406,
    title: 'No answer in the wanted media type',
    oauth: { error: 'invalid_request' },
  },
  'too-many': { status: 429, title: 'Too many requests', oauth: { error: 'temporarily_unavailable' } },
  'not-offered': { status: 501, title: 'This is not offered', oauth: { error: 'invalid_request' } },
  unavailable: { status: 503, title: 'Try again', oauth: { error: 'temporarily_unavailable' } },
  internal: { status: 500, title: 'Something went wrong', oauth: { error: 'server_error' } },
}

/** RFC 6749 section 4.1.2.1: what a client hears of a question that may not be put to anybody. */
export const askRefusals: Partial<Record<ProblemCode, string>> = {
  'client.unknown': 'unauthorized_client',
  'purpose.unknown': 'invalid_request',
  'purpose.not-allowed': 'invalid_request',
  'purpose.too-long': 'invalid_request',
  'scope.unknown': 'invalid_scope',
  'authorization-details.invalid': 'invalid_authorization_details',
  'authorization-grant.not-found': 'invalid_grant_id',
  'authorization-grant.not-active': 'invalid_grant_id',
  'request.malformed': 'invalid_request',
}
