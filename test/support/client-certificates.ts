import { createHash, KeyObject, X509Certificate } from 'node:crypto'
import { OctetString } from 'asn1js'
import { GeneralName, GeneralNames } from 'pkijs'
import {
  basicConstraints,
  extendedKeyUsage,
  extension,
  keyUsage,
} from '../../adapters/pdf/authority/extensions.ts'
import { type Identity, issueCertificate } from '../../adapters/pdf/authority/issue-certificate.ts'
import { makeAuthority } from '../../adapters/pdf/authority/make-seal-chain.ts'
import { makeKeys } from '../../adapters/pdf/authority/make-keys.ts'
import { certificateToPem, keyToPem } from '../../adapters/pdf/authority/to-pem.ts'
import type { DistinguishedName } from '../../adapters/pdf/authority/to-name.ts'

export const forClients = '1.3.6.1.5.5.7.3.2'
export const forServers = '1.3.6.1.5.5.7.3.1'

const [from, to] = [new Date('2020-01-01T00:00:00Z'), new Date('2040-01-01T00:00:00Z')]

interface Wanted {
  readonly subject?: DistinguishedName
  readonly purpose?: string
  readonly until?: Date
  /** `undefined` for one that signs itself. */
  readonly issuer?: Identity | undefined
  readonly host?: string
  /** An IP address as its octets. */
  readonly address?: Buffer
}

export type ShownCertificate = Awaited<ReturnType<typeof certificate>>

/** A certificate as a client shows it, and as a proxy names it. */
export async function certificate({
  subject,
  purpose = forClients,
  until = to,
  issuer,
  host,
  address,
}: Wanted) {
  const names = [
    ...(host ? [new GeneralName({ type: 2, value: host })] : []),
    ...(address ? [new GeneralName({ type: 7, value: new OctetString({ valueHex: address }) })] : []),
  ]
  const made = await issueCertificate({
    subject: subject ?? { C: 'NO', O: 'Demobanken', CN: 'bank' },
    keys: await makeKeys('ec'),
    ...(issuer && { issuer }),
    from,
    to: until,
    extensions: [
      basicConstraints(false),
      keyUsage('digitalSignature'),
      extendedKeyUsage(purpose),
      ...(names.length > 0 ? [extension('2.5.29.17', new GeneralNames({ names }).toSchema())] : []),
    ],
  })
  const pem = certificateToPem(made.certificate)
  const { raw } = new X509Certificate(pem)
  return {
    pem,
    key: keyToPem(made.keys.privateKey),
    jwk: KeyObject.from(made.keys.publicKey).export({ format: 'jwk' }),
    base64: raw.toString('base64'),
    header: `:${raw.toString('base64')}:`,
    thumbprint: createHash('sha256').update(raw).digest('base64url'),
  }
}

export const authority = (CN: string): Promise<Identity> =>
  makeAuthority({ subject: { C: 'NO', O: 'Test Bank', CN }, from, to })

export const pemOf = ({ certificate: made }: Identity): string => certificateToPem(made)
