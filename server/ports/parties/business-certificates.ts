import type { PublicJwk } from '../oauth/access-token-verifier.ts'

/** What a certificate of an organization says once it is believed. */
export interface BusinessCertificate {
  /** The organization's number. */
  readonly organization: string
  readonly key: PublicJwk
}

export interface BusinessCertificates {
  /**
   * The first certificate of an `x5c` header, when the chain leads to one of the roots and all of it is good at this moment.
   * Throws `certificate.no-chain` for what is no chain, `certificate.not-believed` for one that is not believed.
   */
  read(chain: readonly string[]): Promise<BusinessCertificate>
}

export interface BusinessCertificateSettings {
  /** A PEM file, or a directory of them. Without it nobody is believed. */
  readonly roots: string | undefined
}

/** Throws when the roots cannot be read. */
export type OpenBusinessCertificates = (settings: BusinessCertificateSettings) => BusinessCertificates
