import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { BaseBlock, Integer } from 'asn1js'
import { Certificate as ParsedCertificate, type RelativeDistinguishedNames } from 'pkijs'
import { toSchema } from './der.ts'
import { isTagged, partsOf } from './raw-parts.ts'
import { reliableAlgorithm, type SignatureAlgorithm } from './signature-algorithm.ts'

/** An X.509 certificate as far as validation asks of it. */
export interface Certificate {
  readonly der: Uint8Array
  readonly subject: RelativeDistinguishedNames
  readonly issuer: RelativeDistinguishedNames
  /** In hexadecimal, as encoded. */
  readonly serialNumber: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKeyInfo: Uint8Array
  readonly publicKey: KeyObject
  readonly extensions: ReadonlyMap<string, Extension>
  /** What its issuer signed, and how. */
  readonly signed: Uint8Array
  /** `undefined` for one that nobody may rely on any more; a root needs none. */
  readonly algorithm: SignatureAlgorithm | undefined
  readonly signature: Uint8Array
}

export interface Extension {
  readonly critical: boolean
  /** What the octet string holds. */
  readonly value: Uint8Array
}

/** Throws an ordinary `Error` for what is not one certificate in DER. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const der = new Uint8Array(bytes)
  const schema = toSchema(der)
  const parsed = new ParsedCertificate({ schema })
  if (!parsed.signature.isEqual(parsed.signatureAlgorithm))
    throw new Error('Two signature algorithms in one certificate')
  const publicKeyInfo = rawPublicKeyInfo(schema)
  return {
    der,
    subject: parsed.subject,
    issuer: parsed.issuer,
    serialNumber: hexOf(parsed.serialNumber),
    notBefore: parsed.notBefore.value,
    notAfter: parsed.notAfter.value,
    publicKeyInfo,
    publicKey: createPublicKey({ key: Buffer.from(publicKeyInfo), format: 'der', type: 'spki' }),
    extensions: extensionsOf(parsed),
    signed: parsed.tbsView,
    algorithm: reliableAlgorithm(parsed.signatureAlgorithm),
    signature: parsed.signatureValue.valueBlock.valueHexView,
  }
}

/** The seventh part of what is signed, or the sixth when the version is left out. */
function rawPublicKeyInfo(schema: BaseBlock): Uint8Array {
  const parts = partsOf(partsOf(schema)[0]!)
  return parts[isTagged(parts[0]!, 0) ? 6 : 5]!.valueBeforeDecodeView
}

export const hexOf = (integer: Integer): string =>
  Buffer.from(integer.valueBlock.valueHexView).toString('hex')

export const fingerprint = ({ der }: Certificate, hash = 'sha256'): Buffer =>
  createHash(hash).update(der).digest()

function extensionsOf({ extensions = [] }: ParsedCertificate): Map<string, Extension> {
  const map = new Map<string, Extension>()
  for (const { extnID, critical, extnValue } of extensions) {
    if (map.has(extnID)) throw new Error('One extension twice in one certificate')
    map.set(extnID, { critical, value: new Uint8Array(extnValue.getValue()) })
  }
  return map
}
