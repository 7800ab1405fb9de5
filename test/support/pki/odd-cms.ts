import { createHash } from 'node:crypto'
import { type BaseBlock, Constructed, Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { AlgorithmIdentifier } from 'pkijs'
import { issueTimeStamp } from '../../../adapters/pdf/authority/issue-time-stamp.ts'
import type { CustomerSigning } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { algorithmOf, derOf, signWith } from '../../../adapters/pdf/authority/signing-key.ts'
import { toSchema } from '../../../adapters/x509/der.ts'
import { oids } from '../../../adapters/pdf/common/cms/oids.ts'
import {
  attribute,
  attributeSet,
  signedAttributes,
} from '../../../adapters/pdf/common/cms/signed-attributes.ts'
import { type SignatureParts, signedData } from '../../../adapters/pdf/common/cms/signed-data.ts'

export interface OddCms {
  /** What is signed instead of the honest attributes of that digest. */
  readonly attributes?: (digest: Uint8Array, certificate: Uint8Array) => Uint8Array
  /** Other parts of the message, when all else is done. */
  readonly parts?: (honest: SignatureParts) => SignatureParts
  /** What the time-stamp is of. */
  readonly stamped?: (signature: Uint8Array) => Uint8Array
  /** Further unsigned attributes. */
  readonly more?: (token: Uint8Array) => readonly Uint8Array[]
}

/** A signature that is the customer's in all but what is said. */
export const oddCms =
  ({ customer, above, timeStamp }: CustomerSigning, odd: OddCms) =>
  (digest: Uint8Array): Uint8Array => {
    const certificate = derOf(customer)
    const attributes = (odd.attributes ?? signedAttributes)(digest, certificate)
    const signature = signWith(customer, attributes)
    const token = issueTimeStamp({ ...timeStamp!, stamped: odd.stamped?.(signature) ?? signature })
    const unsigned = [attribute(oids.timeStampToken, toSchema(token)), ...(odd.more?.(token) ?? [])]
    const parts: SignatureParts = {
      certificates: [certificate, ...above.map(derOf)],
      signedAttributes: attributes,
      signatureAlgorithm: algorithmOf(customer),
      signature,
      unsignedAttributes: attributeSet(unsigned),
    }
    return signedData(odd.parts?.(parts) ?? parts)
  }

/** RFC 6211. */
export function algorithmProtection(digestAlgorithm: string, signatureAlgorithm: string): Uint8Array {
  const signature = new Constructed({
    idBlock: { tagClass: 3, tagNumber: 1 },
    value: [new ObjectIdentifier({ value: signatureAlgorithm })],
  })
  const digest = new AlgorithmIdentifier({ algorithmId: digestAlgorithm }).toSchema()
  return attribute('1.2.840.113549.1.9.52', new Sequence({ value: [digest, signature] }))
}

/** The honest attributes with some left out and some more. */
export function withAttributes(set: Uint8Array, { without = [], more = [] }: AttributeChange): Uint8Array {
  const members = (toSchema(set) as Constructed).valueBlock.value as unknown as BaseBlock[]
  const kept = members.map(one => new Uint8Array(one.valueBeforeDecodeView))
  return attributeSet([...kept.filter(one => !without.some(id => typeOf(one) === id)), ...more])
}

interface AttributeChange {
  readonly without?: readonly string[]
  readonly more?: readonly Uint8Array[]
}

const typeOf = (der: Uint8Array): string => {
  const [type] = (toSchema(der) as Sequence).valueBlock.value
  return type instanceof ObjectIdentifier ? type.getValue() : ''
}

export const digestAttribute = (text: string): Uint8Array =>
  attribute(
    oids.messageDigest,
    new OctetString({ valueHex: new Uint8Array(createHash('sha256').update(text).digest()) }),
  )

export const contentTypeAttribute = (type: string): Uint8Array =>
  attribute(oids.contentType, new ObjectIdentifier({ value: type }))

/** One that nobody knows. */
export const versionAttribute = (): Uint8Array => attribute('1.2.3.4', new Integer({ value: 1 }))
