import { X509Certificate } from 'node:crypto'
import { derOf } from '../../../adapters/pdf/authority/signing-key.ts'
import { type CustomerSigning, signAsCustomer } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { openPdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import type { SignatureTrust } from '../../../server/ports/documents/signature-validator.ts'
import { handSetClock } from '../clock.ts'
import { paperOf } from '../papers.ts'
import { sealerWith, testSeal } from '../seal-world.ts'
import { noon } from '../fixtures.ts'
import { type TestPki, testPki } from './test-pki.ts'

/** A sealed document, and the same signed by a customer. */
export interface SignedWorld {
  readonly pki: TestPki
  readonly trust: SignatureTrust
  readonly unsealed: Uint8Array
  readonly sealed: Uint8Array
  /** How the customer signs when all goes well. */
  readonly signing: CustomerSigning
  readonly signed: Uint8Array
  sealAnother(pdf: Uint8Array): Promise<Uint8Array>
}

let made: Promise<SignedWorld> | undefined

/** Made once for the process. */
export const signedWorld = (): Promise<SignedWorld> => {
  made ??= makeWorld()
  return made
}

async function makeWorld(): Promise<SignedWorld> {
  const [chain, pki] = await Promise.all([testSeal(), testPki()])
  const workers = openPdfWorkers()
  const sealer = sealerWith({ chain, workers, clock: handSetClock() })
  const unsealed = await workers.run('render', paperOf())
  const sealed = await sealer.seal(unsealed)
  const timeStamp = { authority: pki.stamp, above: [pki.stampRoot], time: noon }
  const signing = {
    customer: pki.customer,
    above: [pki.bank],
    timeStamp,
    evidence: pki.evidence,
    signedAt: noon,
  }
  const trust = {
    seals: [new Uint8Array(new X509Certificate(chain.certificate).raw)],
    signerRoots: [derOf(pki.bankRoot)],
    timeStampRoots: [derOf(pki.stampRoot)],
  }
  const signed = await signAsCustomer(sealed, signing)
  return { pki, trust, unsealed, sealed, signing, signed, sealAnother: pdf => sealer.seal(pdf) }
}
