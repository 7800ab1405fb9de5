import { Utf8String } from 'asn1js'
import type { Extension } from 'pkijs'
import { basicConstraints, extension, keyUsage } from './extensions.ts'
import { type CertificateOrder, type Identity, issueCertificate } from './issue-certificate.ts'

export interface Customer {
  readonly name: string
  /** Left out, the certificate does not say whose it is. */
  readonly nationalIdentityNumber?: string
}

export type CustomerCertificateOrder = Pick<CertificateOrder, 'keys' | 'issuer' | 'from' | 'to'> & {
  readonly customer: Customer
  /** Beside those that every customer's certificate has. */
  readonly extensions?: readonly Extension[]
}

const numberExtension = '2.16.578.1.61.2.4'

/** A certificate for one who signs, in the shape of those of Norwegian banks. */
export const issueCustomerCertificate = ({
  customer,
  extensions = [],
  ...order
}: CustomerCertificateOrder): Promise<Identity> =>
  issueCertificate({
    ...order,
    subject: { C: 'NO', CN: customer.name },
    extensions: [basicConstraints(false), keyUsage('nonRepudiation'), ...numberIn(customer), ...extensions],
  })

function numberIn({ nationalIdentityNumber }: Customer): Extension[] {
  if (nationalIdentityNumber === undefined) return []
  return [extension(numberExtension, new Utf8String({ value: nationalIdentityNumber }))]
}
