import { z } from 'zod'
import type { ProblemFormat, RawRequest } from '../../../http/api/api.ts'
import { Malformed, type Refused, type RefusalTable, wordsFor } from '../../../http/api/refusals.ts'
import { otherDocument } from '../documents/signature-refusals.ts'
import { bodyFault, unreadable } from './body-faults.ts'
import { isFile } from '../documents/file-headers.ts'
import type { ElhubTools } from '../elhub-tools.ts'
import { acceptedMediaType, jsonApi } from './media-types.ts'
import { ElhubRefusal, type ElhubWords, ownRefusals } from './refusals.ts'
import { osloTime } from './time.ts'

export const ElhubErrors = z.object({
  errors: z
    .array(
      z.object({
        status: z.string().describe('The HTTP status'),
        code: z.string().optional().describe('What went wrong, for programs'),
        title: z.string().describe('The kind of problem in words'),
        detail: z.string().describe('What went wrong this time, for developers'),
      }),
    )
    .describe('Exactly one'),
  meta: z
    .object({ createdAt: z.string().describe('When, ISO 8601 in Norwegian time') })
    .describe('About the answer'),
})

/** Everything that went wrong, in the words of JSON:API. */
export const elhubErrors =
  ({ clock, settings }: Pick<ElhubTools, 'clock' | 'settings'>): ProblemFormat =>
  (refused, request) => {
    const { status, title, detail, code } = toWords(refused, request)
    const body: z.infer<typeof ElhubErrors> = {
      errors: [{ status: String(status), ...(code !== undefined && { code }), title, detail }],
      meta: { createdAt: osloTime(clock.now()) },
    }
    const mediaType = acceptedMediaType(request, settings) ?? jsonApi
    return { status, mediaType, headers: headersFor(status), body }
  }

function toWords(refused: Refused, request: RawRequest): ElhubWords {
  const words = wordsFor(elhubRefusals, refused)
  if (refused instanceof ElhubRefusal) return { ...words, ...refused.instead }
  if (refused instanceof Malformed) return malformed(refused)
  if (words.status === 413 && isFile(request)) return fileTooLarge
  return words === repeatedDifferently ? { ...words, detail: refused.message } : words
}

/** Of what is parsed, a path can only have a bad id. */
const malformed = ({ findings, pointer }: Malformed): ElhubWords =>
  pointer === '/id' ? ownRefusals['invalid-input'] : { status: 400, ...bodyFault(findings) }

const fileTooLarge: ElhubWords = {
  status: 413,
  title: 'Content too large',
  detail: 'Signed PDF upload size is limited to 1 MB',
}

const repeatedDifferently: ElhubWords = {
  status: 409,
  title: 'Idempotency-Key used before',
  detail: 'The request differs from the one before',
}

const forbidden: ElhubWords = {
  status: 403,
  title: 'Forbidden',
  detail: 'Access is denied for this endpoint.',
}

const noEndpoint: ElhubWords = {
  status: 404,
  title: 'Endpoint not found',
  detail: 'The requested endpoint does not exist. Please check the URL.',
}

const alreadyDecided: ElhubWords = {
  status: 422,
  title: 'Invalid status state',
  detail: "AuthorizationRequest must be in 'Pending' status to update.",
}

/** All that is refused here. */
export const elhubRefusals: RefusalTable<ElhubWords> = {
  own: ownRefusals,
  codes: {
    'request.malformed': { status: 400, ...unreadable },
    'request.not-found': noEndpoint,
    'request.repeated-differently': repeatedDifferently,
    'consent-request.not-found': {
      status: 404,
      title: 'Not found error',
      detail: 'AuthorizationRequest could not be found',
    },
    'consent-request.not-yours': {
      status: 403,
      title: 'Not allowed to update',
      detail: 'Party not allowed to update AuthorizationRequest.',
    },
    'consent-request.already-decided': alreadyDecided,
    'consent-request.withdrawn': alreadyDecided,
    'consent-request.expired': {
      status: 422,
      title: 'AuthorizationRequest has expired',
      detail: 'Validity period has passed.',
    },
    'document.used-before': { status: 422, code: 'UsedBefore', ...otherDocument },
  },
  kinds: {
    invalid: ownRefusals['invalid-input'],
    unauthenticated: { status: 401, title: 'Unauthorized', detail: 'Missing or invalid token.' },
    forbidden,
    'not-found': ownRefusals['not-found'],
    'method-not-allowed': noEndpoint,
    conflict: { status: 409, title: 'Conflict', detail: 'The state does not allow it' },
    deferred: { status: 202, title: 'Accepted', detail: 'It is not done yet' },
    unversioned: { status: 428, title: 'Precondition required', detail: 'The change must name its version' },
    stale: { status: 412, title: 'Precondition failed', detail: 'It changed meanwhile' },
    gone: { status: 410, title: 'Gone', detail: 'It is no longer there' },
    unprocessable: {
      status: 422,
      title: 'Validation error',
      detail: 'No authorization can be given by or for this person',
      code: 'party_may_not_consent',
    },
    'too-large': { status: 413, title: 'Content too large', detail: 'The request body is too large' },
    'unsupported-media': {
      status: 415,
      title: 'Unsupported media type',
      detail: 'The requested resource does not have a representation that matches the criteria',
    },
    'not-acceptable': {
      status: 406,
      title: 'Not acceptable',
      detail: `Answers are ${jsonApi} or application/json`,
    },
    'too-many': {
      status: 429,
      title: 'Too many requests',
      detail: 'Too many requests; please try again later',
    },
    'not-offered': { status: 501, title: 'Not offered', detail: 'This is not offered' },
    unavailable: {
      status: 503,
      title: 'Service Unavailable',
      detail: 'Service unavailable; please try again later',
    },
    internal: {
      status: 500,
      title: 'Internal server error',
      detail: 'An internal server error occurred',
    },
  },
}

function headersFor(status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' }
  return status === 503 || status === 429 ? { 'Retry-After': '1' } : {}
}
