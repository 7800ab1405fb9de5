import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { OperatorSessionStore } from '../../ports/operators/operator-session-store.ts'

interface Ports {
  readonly operatorSessions: Pick<OperatorSessionStore, 'find' | 'end'>
  readonly audit: Pick<AuditLog, 'record'>
}

/** Ends a session; nothing when it was over already. */
export const logOutOperator =
  ({ operatorSessions, audit }: Ports) =>
  async (cookieValue: string): Promise<void> => {
    const session = await operatorSessions.find(cookieValue)
    if (!(await operatorSessions.end(cookieValue)) || !session) return
    audit.record({ what: 'operator.logged_out', operator: session.identity.id })
  }
