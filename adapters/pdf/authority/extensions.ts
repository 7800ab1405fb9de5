import { type BaseBlock, BitString, Integer, ObjectIdentifier, Sequence } from 'asn1js'
import { BasicConstraints, Extension } from 'pkijs'
import { toDer } from '../../x509/der.ts'

const usages = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const

/** An extension of a certificate (RFC 5280, 4.2). */
export const extension = (id: string, value: BaseBlock, critical = false): Extension =>
  new Extension({ extnID: id, critical, extnValue: new Uint8Array(toDer(value)).buffer })

/** What the key is for. */
export function keyUsage(...names: readonly (keyof typeof usages)[]): Extension {
  const bits = names.reduce((sum, name) => sum | usages[name], 0)
  const unusedBits = 31 - Math.clz32(bits & -bits)
  return extension('2.5.29.15', new BitString({ valueHex: new Uint8Array([bits]), unusedBits }), true)
}

/** What the key is also for, by object identifier. */
export const extendedKeyUsage = (purpose: string, critical = false): Extension =>
  extension('2.5.29.37', new Sequence({ value: [new ObjectIdentifier({ value: purpose })] }), critical)

/** Whether the certificate may issue others, and through how many more authorities. */
export const basicConstraints = (authority: boolean, pathLength?: number): Extension =>
  extension(
    '2.5.29.19',
    new BasicConstraints({
      cA: authority,
      ...(pathLength !== undefined && { pathLenConstraint: new Integer({ value: pathLength }) }),
    }).toSchema(),
    authority,
  )
