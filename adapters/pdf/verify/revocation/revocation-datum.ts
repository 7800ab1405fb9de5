import type { Certificate } from '../../../x509/certificate.ts'

/** A revocation list or a status answer that came with the document. */
export interface RevocationDatum {
  /** What it knows about a certificate of that issuer, `undefined` when that is nothing or not to be trusted. */
  statusOf(certificate: Certificate, issuer: Certificate): RevocationStatus | undefined
}

export interface RevocationStatus {
  readonly revokedAt: Date | undefined
  /** Whether the silence about a revocation means that there was none, until then. */
  readonly speaksUntil: Date | undefined
}
