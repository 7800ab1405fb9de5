import { Refusal } from '../../../http/api/refusals.ts'

/** A refusal in the words that callers know. */
export interface ElhubWords {
  readonly status: number
  readonly title: string
  readonly detail: string
  /** What went wrong, for programs. */
  readonly code?: string
}

/** What this face refuses by itself. */
export const ownRefusals = {
  'invalid-trace-id': {
    status: 400,
    title: 'Invalid trace ID',
    detail: "Header 'ElhubTraceId' must be a valid UUID",
  },
  'missing-user-agent': { status: 400, title: 'Bad request', detail: 'Missing User-Agent header' },
  'invalid-input': {
    status: 400,
    title: 'Invalid input',
    detail: 'The provided payload did not satisfy the expected format',
  },
  'missing-input': {
    status: 400,
    title: 'Missing input',
    detail: 'Necessary information was not provided',
  },
  'type-mismatch': {
    status: 409,
    title: 'Resource type mismatch',
    detail: "Expected 'data.type' to be the type of the resource",
  },
  'id-mismatch': {
    status: 409,
    title: 'Resource id mismatch',
    detail: "Expected 'data.id' to be the same as in URL path {id}",
  },
  'not-authorized': {
    status: 403,
    title: 'Party not authorized',
    detail: 'The party is not allowed to access this resource',
  },
  'not-found': {
    status: 404,
    title: 'Not found error',
    detail: 'The requested resource could not be found',
  },
  'grant-not-found': {
    status: 404,
    title: 'Not found error',
    detail: 'AuthorizationGrant could not be found',
  },
  'document-not-found': {
    status: 404,
    title: 'Not found error',
    detail: 'AuthorizationDocument could not be found.',
  },
  'against-the-rules': {
    status: 422,
    title: 'Validation error',
    detail: 'A rule of the business process is broken',
  },
  'invalid-number': {
    status: 422,
    title: 'Invalid national identity number',
    detail: 'Provided national identity number is invalid',
  },
  'invalid-number-on-paper': {
    status: 400,
    title: 'Invalid national identity number',
    detail: 'Provided national identity number is invalid',
  },
  'invalid-transition': {
    status: 422,
    title: 'Invalid status transition',
    detail: 'The status cannot become this one.',
  },
  'systems-only': { status: 401, title: 'Not authorized', detail: 'Not authorized for this endpoint.' },
  'grant-not-active': {
    status: 422,
    title: 'Illegal status state',
    detail: "AuthorizationGrant must be 'Active' to get consumed.",
  },
  'grant-expired': {
    status: 422,
    title: 'AuthorizationGrant has expired',
    detail: 'Validity period has passed.',
  },
  'document-not-pending': {
    status: 422,
    title: 'Invalid status state',
    detail: "AuthorizationDocument must be in 'Pending' status to confirm.",
  },
  'document-expired': {
    status: 422,
    title: 'AuthorizationDocument has expired',
    detail: 'Validity period has passed.',
  },
  'other-signatory': {
    status: 403,
    title: 'Signatory is not allowed to sign',
    detail: 'The signer is not authorized for this AuthorizationDocument.',
  },
  'badly-signed': {
    status: 422,
    title: 'End user signature validation failed',
    detail: 'The end user signature is invalid.',
  },
  'file-not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    detail: "Client must accept 'application/pdf' to receive the document as PDF",
  },
  'file-unsupported': {
    status: 415,
    title: 'Unsupported media type',
    detail: "Unsupported media type, 'application/pdf' is supported.",
  },
} as const satisfies Readonly<Record<string, ElhubWords>>

export type ElhubRefusalName = keyof typeof ownRefusals

type Instead = Partial<Omit<ElhubWords, 'status'>>

/** A refusal of this face's own; what is known only this time stands in place of the table's words. */
export class ElhubRefusal extends Refusal<ElhubRefusalName> {
  readonly instead: Instead

  constructor(code: ElhubRefusalName, instead: Instead) {
    super(code, instead.detail ?? ownRefusals[code].detail)
    this.instead = instead
  }
}

export const refuse = (code: ElhubRefusalName, instead: Instead = {}): ElhubRefusal =>
  new ElhubRefusal(code, instead)

export const typeMismatch = (expected: string, received: string): ElhubRefusal =>
  refuse('type-mismatch', { detail: `Expected 'data.type' to be '${expected}', but received '${received}'` })
