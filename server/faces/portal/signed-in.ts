import type { LoginSession } from '../../ports/login-session-store.ts'

/** What every page of a logged-in person shows and needs. */
export const signedIn = (session: LoginSession) => ({
  person: { name: session.party.displayName },
  csrf: session.csrfToken,
})
