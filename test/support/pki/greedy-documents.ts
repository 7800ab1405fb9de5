import { constants, deflateSync } from 'node:zlib'
import { issueCustomerCertificate } from '../../../adapters/pdf/authority/customer-certificate.ts'
import { basicConstraints, keyUsage } from '../../../adapters/pdf/authority/extensions.ts'
import { type Identity, issueCertificate } from '../../../adapters/pdf/authority/issue-certificate.ts'
import { makeKeys } from '../../../adapters/pdf/authority/make-keys.ts'
import { derOf } from '../../../adapters/pdf/authority/signing-key.ts'
import { type CustomerSigning, signAsCustomer } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { printStream } from './print-value.ts'
import { lifetime } from './test-pki.ts'

const emptyDictionaries = 1_200_000

/** Under one MiB that unpacks to a catalog of more than a million dictionaries, which need hundreds of megabytes. */
export function greedyForMemory(): Uint8Array {
  const catalog = `<< /Type /Catalog /Greed [${'<<>>'.repeat(emptyDictionaries)}] >>`
  // Hardly packed: what swells a thousandfold is refused at once.
  const packed = deflateSync(`1 0 ${catalog}`, { strategy: constants.Z_HUFFMAN_ONLY })
  const objects = printStream(packed, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode')
  const head = `%PDF-1.7\n2 0 obj\n${objects}\nendobj\n`
  const rows = [
    [0, 0, 0],
    [2, 2, 0],
    [1, '%PDF-1.7\n'.length, 0],
    [1, 0, 0],
  ]
  const table = printStream(Buffer.from(rows.flat()), '/Type /XRef /Size 4 /W [1 1 1] /Root 1 0 R')
  const file = `${head}3 0 obj\n${table}\nendobj\nstartxref\n${head.length}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

const authorities = 8

/**
 * The document signed by somebody whose certificate is under one of eight authorities of one name, each of which has
 * vouched for every other: the ways up are thousands, and none ends at a root.
 */
export async function greedyForTime(sealed: Uint8Array, signing: CustomerSigning): Promise<Uint8Array> {
  const subject = { C: 'NO', O: 'Rundprøve AS', CN: 'Maze' }
  const extensions = [basicConstraints(true), keyUsage('keyCertSign')]
  const keys = await Promise.all(Array.from({ length: authorities }, () => makeKeys('ec')))
  const own = await Promise.all(
    keys.map(one => issueCertificate({ subject, keys: one, extensions, ...lifetime })),
  )
  const vouched = keys.flatMap(one =>
    own.map((issuer, at) => issueCertificate({ subject, keys: one, issuer, extensions, ...later(at) })),
  )
  const customer = await issueCustomerCertificate({
    customer: { name: 'Kari Eksempel' },
    keys: await makeKeys('ec'),
    issuer: own[0] as Identity,
    ...lifetime,
  })
  const certificates = (await Promise.all(vouched)).map(derOf)
  return signAsCustomer(sealed, { ...signing, customer, evidence: { certificates, crls: [] } })
}

/** Certificates of one key are told apart by when they begin. */
const later = (seconds: number) => ({ ...lifetime, from: new Date(lifetime.from.getTime() + seconds * 1000) })
