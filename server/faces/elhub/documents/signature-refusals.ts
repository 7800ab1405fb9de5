import type { RefusalCode } from '../../../ports/documents/signature-validator.ts'
import { type ElhubRefusal, type ElhubWords, refuse } from '../wire/refusals.ts'

type Told = Pick<ElhubWords, 'title' | 'detail'>

const signature = (detail: string): Told => ({ title: 'End user signature validation failed', detail })

const badSignature = signature('The end user signature is invalid.')

const badSeal = (service: string): Told => ({
  title: `${service} signature is not valid`,
  detail: `The ${service} signature could not be validated. The AuthorizationDocument may have been tampered with.`,
})

/** Also of a document whose signature counted before. */
export const otherDocument: Told = {
  title: 'Original AuthorizationDocument mismatch',
  detail:
    'The AuthorizationDocument provided for confirmation differs from the original generated AuthorizationDocument.',
}

/** Elhub's name for each reason, and its words. */
const told: Readonly<Record<RefusalCode, readonly [code: string, Told | ((service: string) => Told)]>> = {
  'seal-missing': ['MissingElhubSignature', badSeal],
  'seal-invalid': ['InvalidElhubSignature', badSeal],
  'seal-untrusted': ['ElhubSigningCertNotTrusted', badSeal],
  'changed-after-sealing': ['ElhubSignatureModifiedAfterSigning', badSeal],
  'original-differs': ['OriginalDocumentMismatch', otherDocument],
  'signature-missing': [
    'MissingBankIdSignature',
    signature('The AuthorizationDocument is missing the end user signature.'),
  ],
  'signer-untrusted': [
    'BankIdSigningCertNotFromExpectedRoot',
    signature('The end user signing certificate is not trusted.'),
  ],
  'signature-invalid': ['InvalidBankIdSignature', badSignature],
  'time-stamp-missing': ['MissingBankIdTrustedTimestamp', badSignature],
  'signer-not-valid': ['BankIdSigningCertNotValidAtTimestamp', badSignature],
  'signer-revoked': ['BankIdCertificateRevoked', badSignature],
  'evidence-missing': ['BankIdSignatureNotPadesLT', badSignature],
  'national-id-missing': [
    'MissingNationalId',
    signature(
      'Could not extract the Norwegian national identity number from the end user signing certificate.',
    ),
  ],
}

export const elhubCode = (reason: RefusalCode): string => told[reason][0]

/** A document that is not signed as it should be; the code says why for programs. */
export function badlySigned(reason: RefusalCode, service: string): ElhubRefusal {
  const [code, words] = told[reason]
  return refuse('badly-signed', { code, ...(typeof words === 'function' ? words(service) : words) })
}
