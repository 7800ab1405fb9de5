import type { RefusalCode } from '../../../ports/documents/signature-validator.ts'
import { refusal, type Words } from '../wire/refusals.ts'

type Told = Pick<Words, 'title' | 'detail'>

const signature = (detail: string): Told => ({ title: 'End user signature validation failed', detail })

const badSignature = signature('The end user signature is invalid.')

const badSeal = (service: string): Told => ({
  title: `${service} signature is not valid`,
  detail: `The ${service} signature could not be validated. The AuthorizationDocument may have been tampered with.`,
})

const otherDocument: Told = {
  title: 'Original AuthorizationDocument mismatch',
  detail:
    'The AuthorizationDocument provided for confirmation differs from the original generated AuthorizationDocument.',
}

const told: Readonly<Record<RefusalCode, Told | ((service: string) => Told)>> = {
  MissingElhubSignature: badSeal,
  InvalidElhubSignature: badSeal,
  ElhubSigningCertNotTrusted: badSeal,
  ElhubSignatureModifiedAfterSigning: badSeal,
  OriginalDocumentMismatch: otherDocument,
  MissingBankIdSignature: signature('The AuthorizationDocument is missing the end user signature.'),
  BankIdSigningCertNotFromExpectedRoot: signature('The end user signing certificate is not trusted.'),
  InvalidBankIdSignature: badSignature,
  MissingBankIdTrustedTimestamp: badSignature,
  BankIdSigningCertNotValidAtTimestamp: badSignature,
  BankIdCertificateRevoked: badSignature,
  BankIdSignatureNotPadesLT: badSignature,
  MissingNationalId: signature(
    'Could not extract the Norwegian national identity number from the end user signing certificate.',
  ),
}

/** A document that is not signed as it should be; `code` says why for programs. */
export function badlySigned(code: RefusalCode, service: string) {
  const words = told[code]
  return refusal('request.malformed', {
    status: 422,
    code,
    ...(typeof words === 'function' ? words(service) : words),
  })
}

export const countedBefore = () =>
  refusal('document.used-before', { status: 422, code: 'UsedBefore', ...otherDocument })
