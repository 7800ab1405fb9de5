import type { GrantId } from '../../domain/ids.ts'
import type { Misfit } from '../../domain/ledger.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { Evidence } from '../../ports/ledger/evidence.ts'

interface Ports {
  readonly evidence: Pick<Evidence, 'misfitOf'>
  readonly audit: AuditLog
}

/**
 * Whether a grant and all that is known of it may be shown as evidence: `undefined` when it fits the ledger, else what does
 * not. Ask it of a grant that the reader may see.
 */
export const checkEvidence =
  ({ evidence, audit }: Ports) =>
  async (grant: GrantId): Promise<Misfit | undefined> => {
    const misfit = await evidence.misfitOf(grant)
    if (misfit) audit.record({ what: 'evidence.altered', grantId: grant, ...misfit })
    return misfit
  }
