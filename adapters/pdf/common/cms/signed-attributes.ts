import { createHash } from 'node:crypto'
import { type BaseBlock, ObjectIdentifier, OctetString, Sequence, Set as AsnSet } from 'asn1js'
import { GeneralName } from 'pkijs'
import { toDer, toSchema } from '../../../x509/der.ts'
import { oids } from './oids.ts'
import { toCertificate } from './to-certificate.ts'

/**
 * The signed attributes of CAdES-B in DER, as the `SET OF` that the signature is over (RFC 5652, 5.4): what kind of
 * content, its SHA-256, and which certificate signs (RFC 5035). No signing time: PAdES says it in the PDF.
 */
export function signedAttributes(
  contentDigest: Uint8Array,
  certificate: Uint8Array,
  contentType: string = oids.data,
): Uint8Array {
  return attributeSet([
    attribute(oids.contentType, new ObjectIdentifier({ value: contentType })),
    attribute(oids.messageDigest, new OctetString({ valueHex: contentDigest })),
    attribute(oids.signingCertificateV2, signingCertificate(certificate)),
  ])
}

/** One attribute with one value, in DER. */
export const attribute = (type: string, value: BaseBlock): Uint8Array =>
  toDer(new Sequence({ value: [new ObjectIdentifier({ value: type }), new AsnSet({ value: [value] })] }))

/** DER wants the members of a set in the order of their bytes (X.690, 11.6). */
export const attributeSet = (attributes: readonly Uint8Array[]): Uint8Array =>
  toDer(new AsnSet({ value: attributes.toSorted(Buffer.compare).map(toSchema) }))

/** SHA-256 is what the hash is when none is named. */
function signingCertificate(der: Uint8Array): Sequence {
  const certificate = toCertificate(der)
  const issuer = new GeneralName({ type: 4, value: certificate.issuer })
  const hash = new OctetString({ valueHex: createHash('sha256').update(der).digest() })
  const issuerSerial = new Sequence({
    value: [new Sequence({ value: [issuer.toSchema()] }), certificate.serialNumber],
  })
  const identified = new Sequence({ value: [hash, issuerSerial] })
  return new Sequence({ value: [new Sequence({ value: [identified] })] })
}
