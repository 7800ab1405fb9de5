import { basicConstraints, keyUsage } from './extensions.ts'
import { type CertificateOrder, type Identity, issueCertificate } from './issue-certificate.ts'
import { makeKeys } from './make-keys.ts'
import { certificateToPem, keyToPem } from './to-pem.ts'

/** A seal's certificates and key as PEM. */
export interface SealChain {
  readonly root: string
  readonly intermediate: string
  readonly certificate: string
  readonly key: string
}

type Lifetime = Pick<CertificateOrder, 'from' | 'to'>

/** A seal that nobody outside has reason to trust, under an authority of its own, for tests and demonstrations. */
export async function makeSealChain(organization: string, lifetime: Lifetime): Promise<SealChain> {
  const name = (commonName: string) => ({ C: 'NO', O: organization, CN: commonName })
  const root = await makeAuthority({ subject: name('Test Root CA'), ...lifetime })
  const intermediate = await makeAuthority({ subject: name('Test Seal CA'), issuer: root, ...lifetime })
  const seal = await issueCertificate({
    subject: name('Test Seal'),
    keys: await makeKeys('rsa'),
    issuer: intermediate,
    ...lifetime,
    extensions: [basicConstraints(false), keyUsage('nonRepudiation')],
  })
  return {
    root: certificateToPem(root.certificate),
    intermediate: certificateToPem(intermediate.certificate),
    certificate: certificateToPem(seal.certificate),
    key: keyToPem(seal.keys.privateKey),
  }
}

type AuthorityOrder = Pick<CertificateOrder, 'subject' | 'issuer'> & Lifetime

/** An authority that issues certificates and revocation lists, with fresh keys. */
export const makeAuthority = async (order: AuthorityOrder): Promise<Identity> =>
  issueCertificate({
    ...order,
    keys: await makeKeys('ec'),
    extensions: [basicConstraints(true), keyUsage('keyCertSign', 'cRLSign')],
  })
