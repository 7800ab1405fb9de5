import { randomBytes } from 'node:crypto'
import { signAsCustomer } from '../../adapters/pdf/authority/sign-as-customer.ts'
import type { SignedDocument } from '../../server/ports/documents/signature-validator.ts'
import { printStream } from '../../test/support/pki/print-value.ts'
import { revise } from '../../test/support/pki/revision.ts'
import { signedWorld } from '../../test/support/pki/signed-world.ts'

const megabyte = 1_000_000
const image = 100_000

/** A document of just under one megabyte, sealed and signed, with what it takes to judge it. */
export async function benchDocument(): Promise<SignedDocument> {
  const { unsealed, signing, signed, trust, sealAnother } = await signedWorld()
  const revision = revise(unsealed)
  for (let size = signed.length + image; size < megabyte; size += image) {
    revision.add(printStream(randomBytes(image - 200)))
  }
  const original = await sealAnother(revision.save())
  return { uploaded: await signAsCustomer(original, signing), original, trust }
}
