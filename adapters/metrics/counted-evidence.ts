import type { Evidence } from '../../server/ports/ledger/evidence.ts'
import type { Metrics } from '../../server/ports/metrics.ts'

/** The same evidence, counting every time that a grant did not fit. */
export const countedEvidence = (
  evidence: Pick<Evidence, 'misfitOf'>,
  metrics: Pick<Metrics, 'evidenceAltered'>,
): Pick<Evidence, 'misfitOf'> => ({
  async misfitOf(id) {
    const misfit = await evidence.misfitOf(id)
    if (misfit) metrics.evidenceAltered(misfit.why)
    return misfit
  },
})
