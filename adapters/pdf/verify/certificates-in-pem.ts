import { X509Certificate } from 'node:crypto'

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Every certificate of a PEM file, in DER. Throws an ordinary `Error` when there is none, or one cannot be read. */
export function certificatesInPem(pem: string): Uint8Array[] {
  const blocks = pem.match(block)
  if (!blocks) throw new Error('There is no certificate in PEM')
  return blocks.map(one => new Uint8Array(new X509Certificate(one).raw))
}
