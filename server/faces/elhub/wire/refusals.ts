import { Problem, type ProblemCode } from '../../../domain/problem.ts'

/** A refusal in the words that callers know. */
export interface Words {
  readonly status: number
  readonly title: string
  readonly detail: string
  /** What went wrong, for programs. */
  readonly code?: string
}

/** A problem that is told in these words. */
export const refusal = (problem: ProblemCode, words: Words): Problem =>
  new Problem(problem, words.detail, { cause: words })

export const invalidTraceId = () =>
  refusal('request.malformed', {
    status: 400,
    title: 'Invalid trace ID',
    detail: "Header 'ElhubTraceId' must be a valid UUID",
  })

export const missingUserAgent = () =>
  refusal('request.malformed', { status: 400, title: 'Bad request', detail: 'Missing User-Agent header' })

export const invalidInput = (detail: string) =>
  refusal('request.malformed', { status: 400, title: 'Invalid input', detail })

export const missingInput = () =>
  refusal('request.malformed', {
    status: 400,
    title: 'Missing input',
    detail: 'Necessary information was not provided',
  })

export const typeMismatch = (expected: string, received: string) =>
  refusal('request.malformed', {
    status: 409,
    title: 'Resource type mismatch',
    detail: `Expected 'data.type' to be '${expected}', but received '${received}'`,
  })

export const idMismatch = () =>
  refusal('request.malformed', {
    status: 409,
    title: 'Resource id mismatch',
    detail: "Expected 'data.id' to be the same as in URL path {id}",
  })

/** The party that calls has nothing to do with the thing, or may not do this with it. */
export const notAuthorized = (detail = 'The party is not allowed to access this resource') =>
  refusal('caller.forbidden', { status: 403, title: 'Party not authorized', detail })

export const notFound = (detail = 'The requested resource could not be found', code?: string) =>
  refusal('request.not-found', {
    status: 404,
    title: 'Not found error',
    detail,
    ...(code !== undefined && { code }),
  })

/** What is asked for breaks a rule of the business; `code` names the rule. */
export const againstTheRules = (detail: string, code: string) =>
  refusal('request.malformed', { status: 422, title: 'Validation error', detail, code })

export const invalidNumber = (status: 400 | 422) =>
  refusal('party.malformed', {
    status,
    title: 'Invalid national identity number',
    detail: 'Provided national identity number is invalid',
  })

export const invalidTransition = (detail: string) =>
  refusal('request.malformed', { status: 422, title: 'Invalid status transition', detail })
