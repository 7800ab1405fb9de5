import type { Evidence } from '../../../../server/ports/ledger/evidence.ts'
import type { KnexUnitOfWork } from '../../database/transaction.ts'
import type { PrivateTexts } from '../../parties/private-texts.ts'
import { examineEvents } from './examine-events.ts'
import { grantMisfit } from './grant-misfit.ts'
import { grantProof } from './grant-proof.ts'
import { unattestedRow } from './unattested-rows.ts'

interface Materials extends Pick<KnexUnitOfWork, 'connection'> {
  readonly texts: Pick<PrivateTexts, 'keyIn'>
}

export const knexEvidence = ({ connection, texts }: Materials): Evidence => ({
  misfitOf: id => grantMisfit(connection(), id, texts),

  proofOf: id => grantProof(connection(), id, texts),

  async examine() {
    const on = connection()
    const [examined, unattested] = await Promise.all([examineEvents(on, texts), unattestedRow(on)])
    return { ...examined, misfit: examined.misfit ?? unattested }
  },
})
