import type { Evidence } from '../../../../server/ports/ledger/evidence.ts'
import type { KnexUnitOfWork } from '../../database/transaction.ts'
import { examineEvents } from './examine-events.ts'
import { grantMisfit } from './grant-misfit.ts'
import { unattestedRow } from './unattested-rows.ts'

export const knexEvidence = ({ connection }: Pick<KnexUnitOfWork, 'connection'>): Evidence => ({
  misfitOf: id => grantMisfit(connection(), id),

  async examine() {
    const on = connection()
    const examined = await examineEvents(on)
    return { ...examined, misfit: examined.misfit ?? (await unattestedRow(on)) }
  },
})
