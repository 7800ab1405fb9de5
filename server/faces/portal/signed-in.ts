import type { LoginSession } from '../../ports/sessions/login-session-store.ts'
import { moreTime } from './more-time.ts'
import { formToken } from './session.ts'
import { loggedIn } from '../../wording/logged-in.ts'

/** Of a login as much as its pages show and need. */
export type Reader = Pick<LoginSession, 'party' | 'csrfToken'> & {
  readonly ends: Pick<LoginSession['ends'], 'idle'>
}

/** What every page of a logged-in person shows and needs. More time leads back to `question`, the path of one that waits. */
export const signedIn = (session: Reader, question?: string) => ({
  person: { ...loggedIn(session), moreTime: moreTime(question) },
  csrf: formToken(session),
})
