import { evidenceSigner } from '../../adapters/jose/evidence/evidence-signer.ts'
import { openKeys } from '../../server/compose/keys.ts'
import type { EvidenceSigner } from '../../server/ports/ledger/evidence-signer.ts'

export const evidenceIssuer = 'https://samtykke.example'

/** Signs with the keys of these stores, which are made when something is signed. */
export const signerOver = (stores: Parameters<typeof openKeys>[0]['stores']): EvidenceSigner => ({
  issuer: evidenceIssuer,
  async sign(record) {
    const keys = await openKeys({ config: { keyPublishAheadSeconds: 0 }, stores, onError: () => {} })
    keys.stop()
    return evidenceSigner({ keys, clock: stores.clock, issuer: evidenceIssuer }).sign(record)
  },
})
