import { extendedKeyUsage, keyUsage } from '../../../adapters/pdf/authority/extensions.ts'
import type { StoredEvidence } from '../../../adapters/pdf/authority/add-security-store.ts'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import { type Identity, issueCertificate } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { issueCrl } from '../../../adapters/pdf/authority/issue-crl.ts'
import { makeAuthority } from '../../../adapters/pdf/authority/make-seal-chain.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { derOf } from '../../../adapters/pdf/authority/signing-key.ts'
import { at } from '../fixtures.ts'

const day = 24 * 3_600_000
export const lifetime = { from: at(-day), to: at(3650 * day) } as const
const timeStamping = '1.3.6.1.5.5.7.3.8'

export const nin = '14842249091'

/** Those who vouch for customers and for time, with one customer. */
export interface TestPki {
  readonly bankRoot: Identity
  readonly bank: Identity
  readonly customer: Identity
  readonly stampRoot: Identity
  readonly stamp: Identity
  readonly evidence: StoredEvidence
}

let made: Promise<TestPki> | undefined

/** Made once for the process. */
export const testPki = (): Promise<TestPki> => {
  made ??= makePki()
  return made
}

async function makePki(): Promise<TestPki> {
  const name = (commonName: string) => ({ C: 'NO', O: 'Bankprøve AS', CN: commonName })
  const bankRoot = await makeAuthority({ subject: name('Root CA'), ...lifetime })
  const bank = await makeAuthority({ subject: name('CA 1'), issuer: bankRoot, ...lifetime })
  const stampRoot = await makeAuthority({ subject: name('TSA Root CA'), ...lifetime })
  const customer = await issueCustomerCertificate({
    customer: { name: 'Kari Eksempel', nationalIdentityNumber: nin },
    keys: await makeKeys('ec'),
    issuer: bank,
    ...lifetime,
  })
  const stamp = await issueCertificate({
    subject: name('TSA'),
    keys: await makeKeys('ec'),
    issuer: stampRoot,
    ...lifetime,
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage(timeStamping, true)],
  })
  const crls = await Promise.all([bankRoot, bank, stampRoot].map(issuer => issueCrl({ issuer, ...lifetime })))
  return { bankRoot, bank, customer, stampRoot, stamp, evidence: { certificates: [derOf(bank)], crls } }
}
