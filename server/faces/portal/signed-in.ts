import type { LoginSession } from '../../ports/sessions/login-session-store.ts'
import { formToken } from './session.ts'
import { timeOfDay } from '../../wording/dates.ts'

/** What every page of a logged-in person shows and needs. */
export const signedIn = (session: LoginSession) => ({
  person: { name: session.party.displayName, until: timeOfDay(session.ends.idle) },
  csrf: formToken(session),
})
