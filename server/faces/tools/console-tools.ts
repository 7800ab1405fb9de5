import type { OperatorLogin } from '../../ports/operators/operator-login.ts'
import type { OperatorSessionStore } from '../../ports/operators/operator-session-store.ts'
import type { logInOperator } from '../../usecases/sessions/log-in-operator.ts'
import type { logOutOperator } from '../../usecases/sessions/log-out-operator.ts'

/** Operators' logins. */
export interface ConsoleTools {
  /** `undefined` where nobody said where operators log in. */
  readonly operatorLogin: OperatorLogin | undefined
  readonly operatorSessions: Pick<OperatorSessionStore, 'find'>
  readonly logInOperator: ReturnType<typeof logInOperator>
  readonly logOutOperator: ReturnType<typeof logOutOperator>
}
