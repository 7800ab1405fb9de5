import type { OperatorLogin } from '../../ports/operators/operator-login.ts'
import type { OperatorSessionStore } from '../../ports/operators/operator-session-store.ts'
import type { ClientPreset } from '../../ports/registry/client-rules.ts'
import type { logInOperator } from '../../usecases/sessions/log-in-operator.ts'
import type { logOutOperator } from '../../usecases/sessions/log-out-operator.ts'

/** A kind of client of one face, as the console offers it. */
export interface OfferedClient extends ClientPreset {
  /** The face and the name that it has there. */
  readonly id: string
  readonly face: string
}

/** Operators' logins, and what only their pages need. */
export interface ConsoleTools {
  /** `undefined` where nobody said where operators log in. */
  readonly operatorLogin: OperatorLogin | undefined
  readonly operatorSessions: Pick<OperatorSessionStore, 'find'>
  readonly clientPresets: readonly OfferedClient[]
  readonly logInOperator: ReturnType<typeof logInOperator>
  readonly logOutOperator: ReturnType<typeof logOutOperator>
}
