import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { issueCrl } from '../../../adapters/pdf/authority/issue-crl.ts'
import { issueOcsp } from '../../../adapters/pdf/authority/issue-ocsp.ts'
import { issueTimeStamp } from '../../../adapters/pdf/authority/issue-time-stamp.ts'
import { customerSignature, stampDocument } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { derOf } from '../../../adapters/pdf/authority/signing-key.ts'
import { readPdfFile } from '../../../adapters/pdf/common/pdf-file.ts'
import { findSignatures } from '../../../adapters/pdf/verify/structure/find-signatures.ts'
import { evidenceOf, makeSigningAuthority } from '../../../server/demo/authority/signing-authority.ts'
import { at, noon } from '../../support/fixtures.ts'
import { checkStrictDer } from '../../support/pki/strict-der.ts'
import { type SignedWorld, signedWorld } from '../../support/pki/signed-world.ts'
import { lifetime } from '../../support/pki/test-pki.ts'
import { testSeal } from '../../support/seal-world.ts'

const content = new TextEncoder().encode('signed')

describe('What the authority of demo and test issues', () => {
  let world: SignedWorld
  before(async () => {
    world = await signedWorld()
  })

  const made: Readonly<Record<string, () => Promise<readonly Uint8Array[]> | readonly Uint8Array[]>> = {
    certificates: () => {
      const { bankRoot, bank, customer, stampRoot, stamp } = world.pki
      return [bankRoot, bank, customer, stampRoot, stamp].map(derOf)
    },
    'certificates of seals': async () => {
      const { root, intermediate, certificate } = await testSeal()
      return [root, intermediate, certificate].map(pem => new X509Certificate(pem).raw)
    },
    'what the demo keeps': async () => {
      const authority = await makeSigningAuthority(lifetime)
      const { signerRoot, timeStampRoot, intermediate, timeStamp, customers } = authority
      const certificates = [intermediate, timeStamp, ...customers].map(({ certificate }) => certificate)
      const ders = [signerRoot, timeStampRoot, ...certificates].map(pem => new X509Certificate(pem).raw)
      return [...ders, ...(evidenceOf(authority).crls ?? [])]
    },
    'revocation lists': async () => {
      const { bank, customer } = world.pki
      const revoked = [{ certificate: customer, at: at(1) }]
      return [
        await issueCrl({ issuer: bank, ...lifetime }),
        await issueCrl({ issuer: bank, ...lifetime, revoked }),
      ]
    },
    'status answers': async () => {
      const order = { certificate: world.pki.customer, issuer: world.pki.bank, ...lifetime }
      return [await issueOcsp(order), await issueOcsp({ ...order, revokedAt: at(1) })]
    },
    'time-stamps': () =>
      [noon, at(1), at(120)].map(time =>
        issueTimeStamp({ authority: world.pki.stamp, above: [world.pki.stampRoot], stamped: content, time }),
      ),
    signatures: () => [customerSignature({ digest: new Uint8Array(32) }, world.signing)],
    'what stands in a document': async () => {
      const stamped = await stampDocument(world.signed, world.signing.timeStamp!)
      const all = findSignatures(readPdfFile(stamped))
      assert.equal(all.length, 3)
      return all.map(({ contents }) => withoutZeros(contents.bytes))
    },
  }
  for (const [what, make] of Object.entries(made)) {
    it(`is strict DER: ${what}`, async () => {
      const values = await make()
      assert.ok(values.length > 0)
      for (const value of values) checkStrictDer(value)
    })
  }
})

describe('A strict reader', () => {
  const faults: Readonly<Record<string, string>> = {
    'an octet string in pieces': '24030401ff',
    'a bit string in pieces': '2304030200ff',
    'a length without end': '30800000',
    'a length with more digits than it needs': '30810100',
    'a set in another order': '3106020102020101',
    'an integer with a zero too many': '02020001',
    'a truth that is not the plainest': '010101',
    'a default that is written down': '010100',
    'bits that do not count and are set': '030201ff',
    'a time with zeros after its second': '181332303236313132303132303030302e3030305a',
    'more than one value': '05000500',
    'a sequence that is none': '1000',
  }
  for (const [what, bytes] of Object.entries(faults))
    it(`refuses ${what}`, () => assert.throws(() => checkStrictDer(Buffer.from(bytes, 'hex'))))
})

/** The room for a signature is filled up with zeros. */
const withoutZeros = (bytes: Uint8Array): Uint8Array =>
  bytes.subarray(0, 4 + Buffer.from(bytes).readUInt16BE(2))
