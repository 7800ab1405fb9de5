import type { Sealer } from '../../ports/sealer.ts'
import type { IdentityProvider } from '../../ports/sessions/identity-provider.ts'
import type { LoginSessionStore } from '../../ports/sessions/login-session-store.ts'

/** People's logins. */
export interface SessionTools {
  readonly sessions: LoginSessionStore
  readonly identityProvider: IdentityProvider
  /** Keeps in a cookie what the browser must not read. */
  readonly sealer: Sealer
}
