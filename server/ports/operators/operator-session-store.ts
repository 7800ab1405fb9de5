import type { LoginSession } from '../sessions/login-session-store.ts'
import type { OperatorIdentity } from './operator-login.ts'

/** A browser in which an operator has logged in at the console. */
export interface OperatorSession extends Pick<LoginSession, 'csrfToken' | 'ends'> {
  /** With the roles that she had as she logged in. */
  readonly identity: OperatorIdentity
}

/** Sessions by the SHA-256 of the cookie's value; the value itself is never kept. */
export interface OperatorSessionStore {
  /** Starts a session under a fresh id and gives the cookie's value. */
  start(identity: OperatorIdentity): Promise<string>
  /** The session, unless it ended, was idle too long or is too old; finding it counts as activity. */
  find(cookieValue: string): Promise<OperatorSession | undefined>
  /** `false` when there is no such session, or somebody else ended it. */
  end(cookieValue: string): Promise<boolean>
}
