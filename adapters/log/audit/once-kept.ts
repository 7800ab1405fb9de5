import { auditEvents } from '../../../server/domain/audit/audit-events.ts'
import type { AuditLog } from '../../../server/ports/ledger/audit-log.ts'
import type { UnitOfWork } from '../../../server/ports/unit-of-work.ts'

/** The same trail, where an act waits for the commit of the unit of work that it belongs to. */
export const onceKept = (audit: AuditLog, { whenKept }: Pick<UnitOfWork, 'whenKept'>): AuditLog => ({
  record(entry) {
    if (auditEvents[entry.what].of === 'act') whenKept(() => audit.record(entry))
    else audit.record(entry)
  },
  written: () => audit.written(),
})
