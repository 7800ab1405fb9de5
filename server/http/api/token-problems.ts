import type { ProblemFormat } from './api.ts'
import { problemJson } from './problem-json.ts'

/** RFC 9457, with what RFC 6750 section 3 says of tokens. */
export const tokenProblems: ProblemFormat = (refused, request) => {
  const reply = problemJson(refused, request)
  const { 'WWW-Authenticate': _basic, ...headers } = reply.headers ?? {}
  const challenge = challengeFor(reply.status, request.headers.authorization !== undefined)
  return { ...reply, headers: { ...headers, ...(challenge && { 'WWW-Authenticate': challenge }) } }
}

/** RFC 6750 section 3; `undefined` where there is none. */
export function challengeFor(status: number, hasToken: boolean): string | undefined {
  if (status === 403) return 'Bearer realm="samtykke", error="insufficient_scope"'
  if (status !== 401) return undefined
  return hasToken ? 'Bearer realm="samtykke", error="invalid_token"' : 'Bearer realm="samtykke"'
}
