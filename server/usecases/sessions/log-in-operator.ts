import { Problem } from '../../domain/problem.ts'
import type { AuditLog } from '../../ports/ledger/audit-log.ts'
import type { OperatorIdentity } from '../../ports/operators/operator-login.ts'
import type { OperatorSessionStore } from '../../ports/operators/operator-session-store.ts'

interface Ports {
  readonly operatorSessions: Pick<OperatorSessionStore, 'start'>
  readonly audit: Pick<AuditLog, 'record'>
}

/** The cookie value of a fresh session. Throws `caller.forbidden` for somebody without a role. */
export const logInOperator =
  ({ operatorSessions, audit }: Ports) =>
  async (identity: OperatorIdentity): Promise<string> => {
    const { id: operator, roles } = identity
    if (roles.length === 0) {
      audit.record({ what: 'operator.login_refused', operator, problem: 'caller.forbidden' })
      throw new Problem('caller.forbidden', 'Nobody gave this operator a role')
    }
    const cookieValue = await operatorSessions.start(identity)
    audit.record({ what: 'operator.logged_in', operator, roles })
    return cookieValue
  }
