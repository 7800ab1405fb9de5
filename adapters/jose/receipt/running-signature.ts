import { createPrivateKey, createSign } from 'node:crypto'
import type { JWK } from 'jose'
import type { RunningSignature } from '../../../server/ports/grants/receipt-signer.ts'
import { exportType, type SignatureHeader } from './signature.ts'

/** RFC 7515 appendix F over a payload that comes bit by bit, for ES256; none of it is held. */
export function runningSignature(header: SignatureHeader, key: JWK): RunningSignature {
  const head = Buffer.from(JSON.stringify({ ...header, typ: exportType })).toString('base64url')
  const signing = createSign('sha256').update(`${head}.`)
  let rest = Buffer.alloc(0)
  return {
    add(bytes) {
      const all = Buffer.concat([rest, bytes])
      const whole = all.length - (all.length % 3)
      signing.update(all.subarray(0, whole).toString('base64url'))
      rest = all.subarray(whole)
    },
    finish() {
      const signature = signing
        .update(rest.toString('base64url'))
        .sign({ key: createPrivateKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' })
      return `${head}..${signature.toString('base64url')}`
    },
  }
}
