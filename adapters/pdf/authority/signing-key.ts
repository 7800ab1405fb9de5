import { KeyObject, sign } from 'node:crypto'
import type { SignatureParts } from '../common/cms/signed-data.ts'
import { toDer } from '../../x509/der.ts'
import type { Identity } from './issue-certificate.ts'

/** Signs as CMS wants it, with the key's own algorithm and SHA-256. */
export function signWith({ keys }: Identity, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(sign('sha256', bytes, KeyObject.from(keys.privateKey)))
}

export const algorithmOf = ({ keys }: Identity): SignatureParts['signatureAlgorithm'] =>
  keys.privateKey.algorithm.name === 'ECDSA' ? 'sha256WithEcdsa' : 'sha256WithRsa'

/** The certificate in DER. */
export const derOf = ({ certificate }: Identity): Uint8Array => toDer(certificate.toSchema())
