import { type BaseBlock, fromBER } from 'asn1js'

type Encodable = Pick<BaseBlock, 'toBER'>

export const toDer = (value: Encodable): Uint8Array => new Uint8Array(value.toBER())

/**
 * DER as something that can be part of a larger value; what octet strings and bit strings hold is not looked into. Throws
 * an ordinary `Error` for bytes that are not one value.
 */
export function toSchema(der: Uint8Array) {
  const { result, offset } = fromBER(der, { parseEmbedded: false })
  if (offset !== der.length) throw new Error('These bytes are not one value of ASN.1')
  return result
}
