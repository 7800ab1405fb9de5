import { BaseStringBlock } from 'asn1js'
import { toSchema } from '../../../x509/der.ts'
import type { Certificate } from '../../../x509/certificate.ts'

const extension = '2.16.578.1.61.2.4'

/** Eleven digits in any kind of ASN.1 character string; nothing when the certificate does not say. */
export function nationalIdentityNumber({ extensions }: Certificate): string | undefined {
  const value = extensions.get(extension)?.value
  const block = value && toSchema(value)
  const text = block instanceof BaseStringBlock ? block.getValue() : ''
  return /^\d{11}$/.test(text) ? text : undefined
}
