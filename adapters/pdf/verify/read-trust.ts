import type { SignatureTrust } from '../../../server/ports/documents/signature-validator.ts'
import { type Certificate, readCertificate } from '../../x509/certificate.ts'

export interface Trust {
  readonly seals: readonly Certificate[]
  readonly signerRoots: readonly Certificate[]
  readonly timeStampRoots: readonly Certificate[]
  readonly onlyQualified: boolean
}

/** Throws an ordinary `Error` for a certificate that cannot be read: then it is not the document that is at fault. */
export const readTrust = ({
  seals,
  signerRoots,
  timeStampRoots,
  onlyQualified = false,
}: SignatureTrust): Trust => ({
  seals: seals.map(readCertificate),
  signerRoots: signerRoots.map(readCertificate),
  timeStampRoots: timeStampRoots.map(readCertificate),
  onlyQualified,
})
