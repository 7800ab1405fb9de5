import { createHash, KeyObject } from 'node:crypto'
import { Integer, OctetString } from 'asn1js'
import { AuthorityKeyIdentifier, Certificate, type Extension, Time } from 'pkijs'
import { toDer } from '../../x509/der.ts'
import { extension } from './extensions.ts'
import { type DistinguishedName, toName } from './to-name.ts'

/** A certificate with its keys. */
export interface Identity {
  readonly certificate: Certificate
  readonly keys: CryptoKeyPair
}

export interface CertificateOrder {
  readonly subject: DistinguishedName
  readonly keys: CryptoKeyPair
  /** Left out, the certificate signs itself. */
  readonly issuer?: Identity
  readonly from: Date
  readonly to: Date
  /** Beside the identifiers of the two keys, which every certificate has. */
  readonly extensions: readonly Extension[]
}

/** A certificate (RFC 5280) signed with SHA-256. */
export async function issueCertificate(order: CertificateOrder): Promise<Identity> {
  const { keys, issuer, from, to } = order
  const subject = toName(order.subject)
  const certificate = new Certificate({
    version: 2,
    serialNumber: serialNumber(order),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: toTime(from),
    notAfter: toTime(to),
    extensions: [...keyIdentifiers(keys, issuer?.keys ?? keys), ...order.extensions],
  })
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign((issuer?.keys ?? keys).privateKey, 'SHA-256')
  return { certificate: Certificate.fromBER(certificate.toSchema(true).toBER()), keys }
}

/** RFC 5280, 4.1.2.5: the two digits of UTCTime end with 2049. */
export const toTime = (value: Date): Time => new Time({ value, type: value.getUTCFullYear() < 2050 ? 0 : 1 })

/** Another for another key, time or set of extensions, and positive. */
function serialNumber({ keys, from, extensions }: CertificateOrder): Integer {
  const hash = createHash('sha256').update(spki(keys.publicKey)).update(from.toISOString())
  for (const one of extensions) hash.update(toDer(one.toSchema()))
  const bytes = hash.digest().subarray(0, 16)
  bytes[0] = (bytes[0]! & 0x3f) | 0x40
  return new Integer({ valueHex: bytes })
}

const spki = (key: CryptoKey): Buffer => KeyObject.from(key).export({ type: 'spki', format: 'der' })

const keyIdentifier = (key: CryptoKey): OctetString =>
  new OctetString({ valueHex: createHash('sha256').update(spki(key)).digest().subarray(0, 20) })

/** RFC 5280, 4.2.1.1 and 4.2.1.2. */
const keyIdentifiers = (keys: CryptoKeyPair, issuerKeys: CryptoKeyPair): Extension[] => [
  extension('2.5.29.14', keyIdentifier(keys.publicKey)),
  extension(
    '2.5.29.35',
    new AuthorityKeyIdentifier({ keyIdentifier: keyIdentifier(issuerKeys.publicKey) }).toSchema(),
  ),
]
