import assert from 'node:assert/strict'
import { stampDocument } from '../../../adapters/pdf/authority/sign-as-customer.ts'
import { validateDocument } from '../../../adapters/pdf/verify/validate-document.ts'
import { mutate } from '../../support/pki/mutate.ts'
import { saving, withInformation } from '../../support/pki/saving.ts'
import { signRevision } from '../../support/pki/sign-revision.ts'
import { signedWorld } from '../../support/pki/signed-world.ts'
import { addSecurityStore } from '../../../adapters/pdf/authority/add-security-store.ts'

const milliseconds = Number(process.env.SAMTYKKE_TEST_FUZZ_MILLISECONDS ?? 1500)
const slowest = 2000

describe('A damaged document', () => {
  it('is refused for a reason that has a name, quickly, however it is damaged', async function () {
    this.timeout(milliseconds + 20_000)
    const { sealed, signing, trust, pki } = await signedWorld()
    const signed = signRevision(sealed, signing, {
      field: '/StructParent 1',
      save: { as: 'packed', ...withInformation(sealed) },
      also(revision, own) {
        saving.information(sealed, { ModDate: '(D:20261120)', Producer: '(x)' })(revision)
        saving.metadata(xmp => `${xmp}\n`)(revision)
        saving.structure()(revision, own)
      },
    })
    const whole = Buffer.from(
      await stampDocument(await addSecurityStore(signed, pki.evidence), signing.timeStamp!),
    )
    const codes = new Map<string, number>()
    const until = performance.now() + milliseconds
    for (let seed = 1; performance.now() < until; seed++) {
      const uploaded = mutate(whole, seed)
      const from = performance.now()
      const verdict = validateDocument({ uploaded, original: seed % 2 ? sealed : undefined, trust })
      assert.ok(performance.now() - from < slowest, `seed ${seed} takes too long`)
      const said = verdict.verdict === 'valid' ? 'valid' : verdict.code
      if (said === 'valid') assert.ok(isSameOutsideLastStamp(uploaded, whole), `seed ${seed}`)
      codes.set(said, (codes.get(said) ?? 0) + 1)
    }
    assert.ok(codes.size > 4, [...codes].join(' '))
  })
})

/** Nothing vouches for the certificates that the last time-stamp brings along. */
function isSameOutsideLastStamp(one: Buffer, other: Buffer): boolean {
  const from = other.lastIndexOf('/Contents <')
  const to = other.indexOf('>', from)
  const outside = (pdf: Buffer) => Buffer.concat([pdf.subarray(0, from), pdf.subarray(to)])
  return one.length === other.length && outside(one).equals(outside(other))
}
