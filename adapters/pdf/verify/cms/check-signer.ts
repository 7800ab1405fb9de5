import { createHash } from 'node:crypto'
import { type BaseBlock, ObjectIdentifier, OctetString } from 'asn1js'
import { AlgorithmIdentifier, type SignerInfo } from 'pkijs'
import { oids } from '../../common/cms/oids.ts'
import { type Certificate, fingerprint } from '../../../x509/certificate.ts'
import { attributeValue } from './attribute-value.ts'
import { isTagged, partsOf } from '../../../x509/raw-parts.ts'
import { hashOf, isSignedWith, signatureAlgorithm } from '../../../x509/signature-algorithm.ts'

export interface SignedContent {
  readonly content: Uint8Array
  /** The object identifier that the content has to have. */
  readonly contentType: string
  readonly certificate: Certificate
  /** SHA-1 only names the certificate here, as many time-stamp authorities still do. */
  readonly mayNameBySha1?: boolean
}

const algorithmProtection = '1.2.840.113549.1.9.52'
const signingCertificateV1 = '1.2.840.113549.1.9.16.2.12'

/** Throws an ordinary `Error` that says in what the signature fails. */
export function checkSigner(signer: SignerInfo, signed: SignedContent): void {
  const hash = hashOf(signer.digestAlgorithm)
  const attributes = signer.signedAttrs?.attributes
  if (!signer.signedAttrs || !attributes) throw new Error('There are no signed attributes')
  const type = attributeValue(attributes, oids.contentType)
  demand(
    type instanceof ObjectIdentifier && type.getValue() === signed.contentType,
    'The content is of another kind',
  )
  demand(
    bytesOf(attributeValue(attributes, oids.messageDigest)).equals(
      createHash(hash).update(signed.content).digest(),
    ),
    'The content has another digest',
  )
  demand(namesCertificate(attributes, signed), 'The signature is not bound to its certificate')
  demand(protectsAlgorithms(signer), 'The algorithms are not those that were signed')
  const isTrue = isSignedWith(signed.certificate.publicKey, {
    data: new Uint8Array(signer.signedAttrs.encodedValue),
    signature: new Uint8Array(signer.signature.getValue()),
    algorithm: signatureAlgorithm(signer.signatureAlgorithm),
    hash,
  })
  demand(isTrue, 'The signature was not made with the key of its certificate')
}

function demand(condition: boolean, why: string): void {
  if (!condition) throw new Error(why)
}

const bytesOf = (block: BaseBlock | undefined): Buffer =>
  block instanceof OctetString ? Buffer.from(block.getValue()) : Buffer.alloc(0)

type Attributes = NonNullable<SignerInfo['signedAttrs']>['attributes']

/** RFC 5035: the first certificate that the attribute names is the signer's. */
function namesCertificate(attributes: Attributes, { certificate, mayNameBySha1 }: SignedContent): boolean {
  const second = attributeValue(attributes, oids.signingCertificateV2)
  if (second) return namesBy(second, certificate)
  const first = mayNameBySha1 ? attributeValue(attributes, signingCertificateV1) : undefined
  return first !== undefined && bytesOf(firstNamed(first)[0]).equals(fingerprint(certificate, 'sha1'))
}

function namesBy(value: BaseBlock, certificate: Certificate): boolean {
  const [one, two] = firstNamed(value)
  if (one instanceof OctetString) return bytesOf(one).equals(fingerprint(certificate))
  const hash = hashOf(new AlgorithmIdentifier({ schema: one }))
  return bytesOf(two).equals(fingerprint(certificate, hash))
}

function firstNamed(value: BaseBlock): BaseBlock[] {
  const [certificates] = partsOf(value)
  const [first] = certificates ? partsOf(certificates) : []
  return first ? partsOf(first) : []
}

/** RFC 6211: when the attribute is there, it repeats both algorithms. */
function protectsAlgorithms(signer: SignerInfo): boolean {
  const value = attributeValue(signer.signedAttrs?.attributes, algorithmProtection)
  if (!value) return true
  const parts = partsOf(value)
  const tagged = parts.find(part => isTagged(part, 1))
  const oid = (from: BaseBlock | undefined) => (from ? partsOf(from)[0] : undefined)
  const isSame = (block: BaseBlock | undefined, { algorithmId }: AlgorithmIdentifier) =>
    block instanceof ObjectIdentifier && block.getValue() === algorithmId
  return isSame(oid(parts[0]), signer.digestAlgorithm) && isSame(oid(tagged), signer.signatureAlgorithm)
}
