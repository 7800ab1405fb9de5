import { Certificate } from 'pkijs'
import type { Identity } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { toCertificate } from '../../../adapters/pdf/common/cms/to-certificate.ts'

/** A certificate that says all that another one says, but has a key of its own and was signed with that. */
export async function fakeCertificate(der: Uint8Array): Promise<Identity> {
  const keys = await makeKeys('ec')
  const certificate = toCertificate(der)
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey)
  await certificate.sign(keys.privateKey, 'SHA-256')
  return { certificate: Certificate.fromBER(certificate.toSchema(true).toBER()), keys }
}
