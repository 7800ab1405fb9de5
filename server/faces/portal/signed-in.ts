import type { LoginSession } from '../../ports/sessions/login-session-store.ts'
import { formToken } from './session.ts'
import { loggedIn } from '../../wording/logged-in.ts'

/** Of a login as much as its pages show and need. */
export type Reader = Pick<LoginSession, 'party' | 'csrfToken'> & {
  readonly ends: Pick<LoginSession['ends'], 'idle'>
}

/** What every page of a logged-in person shows and needs. */
export const signedIn = (session: Reader) => ({
  person: loggedIn(session),
  csrf: formToken(session),
})
