import { KeyObject, X509Certificate } from 'node:crypto'
import type { Certificate } from 'pkijs'
import { toDer } from '../../x509/der.ts'

export const certificateToPem = (certificate: Certificate): string =>
  new X509Certificate(toDer(certificate.toSchema())).toString()

/** The private key, unencrypted, in PKCS#8. */
export const keyToPem = (key: CryptoKey): string =>
  KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
