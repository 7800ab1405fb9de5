import { attribute, attributeSet, signedAttributes } from '../common/cms/signed-attributes.ts'
import { signedData } from '../common/cms/signed-data.ts'
import { toSchema } from '../../x509/der.ts'
import { oids } from '../common/cms/oids.ts'
import { embedSignature } from '../write/embed-signature.ts'
import { type PreparedSignature, prepareSignature } from '../write/prepare-signature.ts'
import { addSecurityStore, type StoredEvidence } from './add-security-store.ts'
import type { Identity } from './issue-certificate.ts'
import { issueTimeStamp } from './issue-time-stamp.ts'
import { algorithmOf, derOf, signWith } from './signing-key.ts'

/** Those who take part in a customer's signature. */
export interface CustomerSigning {
  readonly customer: Identity
  /** The authorities above the customer that go into the signature. */
  readonly above: readonly Identity[]
  /** Left out, the signature is without proof of its time. */
  readonly timeStamp?: StampingAuthority
  /** Left out, the signature is without proof of what was revoked. */
  readonly evidence?: StoredEvidence
  readonly signedAt: Date
}

export interface StampingAuthority {
  readonly authority: Identity
  readonly above: readonly Identity[]
  readonly time: Date
}

const room = 16_000

/** The sealed PDF with the customer's signature (PAdES B-LT) in the updates that follow. */
export async function signAsCustomer(pdf: Uint8Array, signing: CustomerSigning): Promise<Uint8Array> {
  const { signedAt, evidence } = signing
  const plan = { fieldName: 'Signature2', subFilter: 'ETSI.CAdES.detached', signedAt, room } as const
  const prepared = await prepareSignature(pdf, plan)
  const signed = embedSignature(prepared, customerSignature(prepared, signing))
  return evidence ? addSecurityStore(signed, evidence) : signed
}

/** The signature itself (CAdES), for whatever was prepared. */
export function customerSignature(
  { digest }: Pick<PreparedSignature, 'digest'>,
  signing: CustomerSigning,
): Uint8Array {
  const { customer, above, timeStamp } = signing
  const certificate = derOf(customer)
  const attributes = signedAttributes(digest, certificate)
  const signature = signWith(customer, attributes)
  const token = timeStamp && issueTimeStamp({ ...timeStamp, stamped: signature })
  return signedData({
    certificates: [certificate, ...above.map(derOf)],
    signedAttributes: attributes,
    signatureAlgorithm: algorithmOf(customer),
    signature,
    ...(token && { unsignedAttributes: attributeSet([attribute(oids.timeStampToken, toSchema(token))]) }),
  })
}

/** The PDF with a time-stamp of everything in it: what makes B-LT into B-LTA. */
export async function stampDocument(pdf: Uint8Array, timeStamp: StampingAuthority): Promise<Uint8Array> {
  const plan = { fieldName: `Signature${pdf.length}`, subFilter: 'ETSI.RFC3161', room } as const
  const prepared = await prepareSignature(pdf, plan)
  const [, before, after] = prepared.byteRange
  const stamped = Buffer.concat([prepared.pdf.subarray(0, before), prepared.pdf.subarray(after)])
  return embedSignature(prepared, issueTimeStamp({ ...timeStamp, stamped }))
}
