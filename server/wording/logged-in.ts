import type { LoginSession } from '../ports/sessions/login-session-store.ts'
import { timeOfDay } from './dates.ts'

/** Whom a page names as logged in, and until when that lasts if nothing more is done. */
export const loggedIn = ({
  party,
  ends,
}: Pick<LoginSession, 'party'> & { readonly ends: Pick<LoginSession['ends'], 'idle'> }) => ({
  name: party.displayName,
  until: timeOfDay(ends.idle),
})
