import { createHash } from 'node:crypto'
import { Integer, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TSTInfo } from 'pkijs'
import { toDer } from '../../x509/der.ts'
import { oids } from '../common/cms/oids.ts'
import { signedAttributes } from '../common/cms/signed-attributes.ts'
import { signedData } from '../common/cms/signed-data.ts'
import type { Identity } from './issue-certificate.ts'
import { algorithmOf, derOf, signWith } from './signing-key.ts'

export interface TimeStampOrder {
  readonly authority: Identity
  /** The certificates above the authority's own. */
  readonly above: readonly Identity[]
  readonly stamped: Uint8Array
  readonly time: Date
}

/** From the arc for examples. */
const testPolicy = '2.999.1'

/** A time-stamp token (RFC 3161) in DER. */
export function issueTimeStamp({ authority, above, stamped, time }: TimeStampOrder): Uint8Array {
  const bytes = toDer(timeStampInfo(stamped, time).toSchema())
  const certificate = derOf(authority)
  const attributes = signedAttributes(sha256(bytes), certificate, oids.timeStampInfo)
  return signedData({
    certificates: [certificate, ...above.map(derOf)],
    signedAttributes: attributes,
    signatureAlgorithm: algorithmOf(authority),
    signature: signWith(authority, attributes),
    content: { type: oids.timeStampInfo, bytes },
  })
}

function timeStampInfo(stamped: Uint8Array, genTime: Date): TSTInfo {
  const digest = sha256(stamped)
  return new TSTInfo({
    version: 1,
    policy: testPolicy,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oids.sha256 }),
      hashedMessage: new OctetString({ valueHex: digest }),
    }),
    serialNumber: new Integer({ valueHex: positive(digest.subarray(0, 8)) }),
    genTime,
  })
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

const positive = ([first = 0, ...rest]: Uint8Array): Uint8Array =>
  new Uint8Array([(first & 0x3f) | 0x40, ...rest])
