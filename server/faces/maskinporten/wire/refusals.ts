import { Refusal } from '../../../http/api/refusals.ts'
import type { ErrorCode } from './error-codes.ts'

const grant = <const Code extends ErrorCode>(code: Code) =>
  ({ status: 400, error: 'invalid_grant', code }) as const

const details = <const Code extends ErrorCode>(code: Code) =>
  ({ status: 400, error: 'invalid_authorization_details', code }) as const

/** What this face refuses by itself: RFC 6749 section 5.2, and the service's own codes. */
export const ownRefusals = {
  'assertion.grant-type': { status: 400, error: 'unsupported_grant_type', code: 'MP-011' },
  'assertion.malformed': grant('MP-011'),
  'assertion.unknown-issuer': grant('MP-100'),
  'assertion.unknown-key': { status: 400, error: 'invalid_grant' },
  'assertion.lapsed-key': grant('MP-121'),
  'assertion.wrong-organization': grant('MP-122'),
  'assertion.wrong-signature': grant('MP-124'),
  'assertion.wrong-audience': grant('MP-110'),
  'assertion.wrong-times': { status: 400, error: 'invalid_grant' },
  'assertion.expired': grant('MP-130'),
  'assertion.replayed': grant('MP-012'),
  'token-scope.elsewhere': { status: 400, error: 'invalid_scope', code: 'MP-201' },
  'token-scope.not-granted': { status: 403, error: 'forbidden', code: 'MP-250' },
  'authorization-details.unknown-type': details('MP-301'),
  'authorization-details.unknown-member': details('MP-302'),
  'authorization-details.unusable': details('MP-303'),
} as const

type Code = keyof typeof ownRefusals

/** `detail` is for developers, without personal data. */
export const refuse = (code: Code, detail: string): Refusal<Code> => new Refusal(code, detail)
