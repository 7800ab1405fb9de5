import type { AuditLog } from '../../server/ports/ledger/audit-log.ts'
import type { Log } from './logger.ts'

/** The audit trail as lines of the log with `audit: true`. */
export const auditLog = (log: Log): AuditLog => ({
  record: ({ what, clientId, reason, details }) =>
    log.info({ audit: true, what, client_id: clientId, reason, details }, what),
})
