import type { KeyObject } from 'node:crypto'
import { X509Certificate } from 'node:crypto'
import { Problem } from '../../../server/domain/problem.ts'

/** Whose seal it is. */
export interface SealIdentity {
  /** All in DER: the one that seals, the one that issued it, and those that sealed before. */
  readonly certificate: Uint8Array
  readonly intermediate: Uint8Array
  readonly earlier: readonly Uint8Array[]
  readonly publicKey: KeyObject
}

export interface SealCertificateFiles {
  readonly certificate: string
  readonly intermediate: string
  readonly earlier?: readonly string[]
}

/**
 * From the PEM of each file. Throws `document.sealer-misconfigured` when one does not hold exactly one certificate, the
 * key is not RSA, or the intermediate did not issue the certificate.
 */
export function readSealIdentity({
  certificate,
  intermediate,
  earlier = [],
}: SealCertificateFiles): SealIdentity {
  const own = oneCertificate(certificate)
  const issuer = oneCertificate(intermediate)
  if (own.publicKey.asymmetricKeyType !== 'rsa')
    throw misconfigured('The certificate of the seal has no RSA key')
  if (!own.checkIssued(issuer) || !own.verify(issuer.publicKey)) {
    throw misconfigured('The intermediate certificate did not issue the certificate of the seal')
  }
  return {
    certificate: new Uint8Array(own.raw),
    intermediate: new Uint8Array(issuer.raw),
    earlier: earlier.map(pem => new Uint8Array(oneCertificate(pem).raw)),
    publicKey: own.publicKey,
  }
}

const begin = '-----BEGIN CERTIFICATE-----'

function oneCertificate(pem: string): X509Certificate {
  if (pem.split(begin).length !== 2)
    throw misconfigured('A certificate file must hold exactly one certificate')
  try {
    return new X509Certificate(pem.slice(pem.indexOf(begin)))
  } catch (cause) {
    throw misconfigured('A certificate file cannot be read', cause)
  }
}

const misconfigured = (detail: string, cause?: unknown): Problem =>
  new Problem('document.sealer-misconfigured', detail, { cause })
