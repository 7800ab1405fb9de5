import { X509Certificate } from 'node:crypto'

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Every certificate of a PEM text, in DER, which may be none. Throws an ordinary `Error` when one cannot be read. */
export const pemCertificates = (pem: string): Uint8Array[] =>
  (pem.match(block) ?? []).map(one => new Uint8Array(new X509Certificate(one).raw))

/** Every certificate of a PEM file, in DER. Throws an ordinary `Error` when there is none, or one cannot be read. */
export function certificatesInPem(pem: string): Uint8Array[] {
  const found = pemCertificates(pem)
  if (found.length === 0) throw new Error('There is no certificate in PEM')
  return found
}
