import { importJWK } from 'jose'
import type { Clock } from '../../../server/ports/clock.ts'
import type { EvidenceSigner } from '../../../server/ports/ledger/evidence-signer.ts'
import { recordPayload } from '../receipt/receipt-file.ts'
import { detachedSignature, receiptAlgorithm } from '../receipt/signature.ts'
import { signingKey, type SigningKeys } from '../signing-keys.ts'

interface Materials {
  readonly keys: Pick<SigningKeys, 'of'>
  readonly clock: Clock
  readonly issuer: string
}

/** Tells evidence from everything else that the same key signs. */
export const evidenceType = 'consent-evidence'

/** Signs with the key that receipts are signed with, so that the keys published for them check evidence, too. */
export const evidenceSigner = ({ keys, clock, issuer }: Materials): EvidenceSigner => ({
  issuer,
  async sign(record) {
    const { kid, alg, jwk } = await signingKey(keys, receiptAlgorithm)
    const iat = Math.floor(clock.now().getTime() / 1000)
    const header = { alg, kid, iss: issuer, iat, typ: evidenceType }
    const key = await importJWK({ ...jwk }, alg)
    const signature = await detachedSignature(recordPayload(record), header, key)
    return Buffer.from(`${JSON.stringify({ evidence: record, signature }, null, 1)}\n`)
  },
})
