import type { StoredEvidence } from '../../../adapters/pdf/authority/add-security-store.ts'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import { extendedKeyUsage, keyUsage } from '../../../adapters/pdf/authority/extensions.ts'
import { type IdentityPem, toIdentityPem } from '../../../adapters/pdf/authority/identity-pem.ts'
import { type Identity, issueCertificate } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { issueCrl } from '../../../adapters/pdf/authority/issue-crl.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { makeAuthority } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import { persons } from '../world/persons.ts'

/** Those who vouch for customers and for time in demo and test, and the customers themselves. All in PEM. */
export interface SigningAuthority {
  readonly signerRoot: string
  readonly intermediate: IdentityPem
  readonly timeStampRoot: string
  readonly timeStamp: IdentityPem
  readonly crls: readonly string[]
  readonly customers: readonly Customer[]
}

interface Customer extends IdentityPem {
  readonly nin: string
}

interface Lifetime {
  readonly from: Date
  readonly to: Date
}

const timeStamping = '1.3.6.1.5.5.7.3.8'

const name = (commonName: string) => ({ C: 'NO', O: 'Test Bank', CN: commonName })

/** Made at each start: nobody outside has reason to trust it. */
export async function makeSigningAuthority(lifetime: Lifetime): Promise<SigningAuthority> {
  const signerRoot = await makeAuthority({ subject: name('Test Signer Root'), ...lifetime })
  const intermediate = await makeAuthority({
    subject: name('Test Signer CA'),
    issuer: signerRoot,
    ...lifetime,
  })
  const timeStampRoot = await makeAuthority({ subject: name('Test Time-Stamp Root'), ...lifetime })
  const timeStamp = await issueCertificate({
    subject: name('Test Time-Stamp Authority'),
    keys: await makeKeys('ec'),
    issuer: timeStampRoot,
    ...lifetime,
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage(timeStamping, true)],
  })
  const issuers = [signerRoot, intermediate, timeStampRoot]
  const crls = await Promise.all(issuers.map(issuer => issueCrl({ issuer, ...lifetime })))
  return {
    signerRoot: toIdentityPem(signerRoot).certificate,
    intermediate: toIdentityPem(intermediate),
    timeStampRoot: toIdentityPem(timeStampRoot).certificate,
    timeStamp: toIdentityPem(timeStamp),
    crls: crls.map(toPem),
    customers: await Promise.all(persons.map(one => makeCustomer(one, intermediate, lifetime))),
  }
}

async function makeCustomer(
  one: (typeof persons)[number],
  issuer: Identity,
  lifetime: Lifetime,
): Promise<Customer> {
  const customer = { name: one.name, nationalIdentityNumber: one.nin }
  const identity = await issueCustomerCertificate({
    customer,
    keys: await makeKeys('ec'),
    issuer,
    ...lifetime,
  })
  return { nin: one.nin, ...toIdentityPem(identity) }
}

const label = 'X509 CRL'

const toPem = (crl: Uint8Array): string => {
  const lines =
    Buffer.from(crl)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

const fromPem = (crl: string): Uint8Array =>
  new Uint8Array(Buffer.from(crl.replace(/-----.*-----/g, ''), 'base64'))

/** What a signature takes along so that it can be judged in years to come. */
export const evidenceOf = ({ crls }: Pick<SigningAuthority, 'crls'>): StoredEvidence => ({
  crls: crls.map(fromPem),
})
