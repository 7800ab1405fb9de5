import { Null, OctetString } from 'asn1js'
import {
  AlgorithmIdentifier,
  type Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import { toDer, toSchema } from '../../../x509/der.ts'
import { oids } from './oids.ts'
import { toCertificate } from './to-certificate.ts'

export interface SignatureParts {
  /** The signer's certificate first, then those above it. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]]
  /** As they were signed. */
  readonly signedAttributes: Uint8Array
  readonly signatureAlgorithm: 'sha256WithRsa' | 'sha256WithEcdsa'
  readonly signature: Uint8Array
  /** What is signed, when it is not detached. */
  readonly content?: { readonly type: string; readonly bytes: Uint8Array }
  /** A set of attributes in DER. */
  readonly unsignedAttributes?: Uint8Array
}

/** A signature by one signer with SHA-256, as CMS (RFC 5652) in DER; its sets are in the order of their bytes. */
export function signedData(parts: SignatureParts): Uint8Array {
  const [signer] = parts.certificates
  const content = new SignedData({
    version: parts.content ? 3 : 1,
    digestAlgorithms: [digestAlgorithm()],
    encapContentInfo: encapsulated(parts),
    certificates: parts.certificates.toSorted(Buffer.compare).map(toCertificate),
    signerInfos: [signerInfo(parts, toCertificate(signer))],
  })
  return toDer(new ContentInfo({ contentType: oids.signedData, content: content.toSchema() }).toSchema())
}

/**
 * RFC 5652, 5.1: version 3 when the content is anything but data.
 * @NOTE The constructor would cut the content into pieces, which is not DER; the property keeps it whole.
 */
function encapsulated({ content }: SignatureParts): EncapsulatedContentInfo {
  const info = new EncapsulatedContentInfo({ eContentType: content?.type ?? oids.data })
  if (content) info.eContent = new OctetString({ valueHex: new Uint8Array(content.bytes) })
  return info
}

const digestAlgorithm = () => new AlgorithmIdentifier({ algorithmId: oids.sha256 })

function signerInfo(parts: SignatureParts, { issuer, serialNumber }: Certificate): SignerInfo {
  const { signedAttributes, unsignedAttributes } = parts
  return new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
    digestAlgorithm: digestAlgorithm(),
    signedAttrs: attributes(0, signedAttributes),
    signatureAlgorithm: signatureAlgorithm(parts.signatureAlgorithm),
    signature: new OctetString({ valueHex: parts.signature }),
    ...(unsignedAttributes && { unsignedAttrs: attributes(1, unsignedAttributes) }),
  })
}

/** RFC 4055, 5 wants a NULL with RSA, and RFC 5758, 3.2 nothing with ECDSA. */
const signatureAlgorithm = (name: SignatureParts['signatureAlgorithm']): AlgorithmIdentifier =>
  new AlgorithmIdentifier({
    algorithmId: oids[name],
    ...(name === 'sha256WithRsa' && { algorithmParams: new Null() }),
  })

/** The set under the implicit tag that it has in a signer's part. */
function attributes(type: 0 | 1, set: Uint8Array): SignedAndUnsignedAttributes {
  const tagged = Uint8Array.from(set)
  tagged[0] = 0xa0 | type
  return new SignedAndUnsignedAttributes({ type, attributes: [], schema: toSchema(tagged) })
}
