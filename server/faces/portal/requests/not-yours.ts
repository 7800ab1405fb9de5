import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages.ts'
import { problemStatus, problemText } from '../../../http/problem-page.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import { asOneself } from '../login/as-oneself.ts'
import { signedIn } from '../signed-in.ts'
import { actionOf, type RequestVisit } from './request-page.ts'

/** A request to somebody else than the one who is logged in: says so, and lets whoever it is for log in. */
export function notYours(
  error: unknown,
  request: RequestVisit,
  session: LoginSession,
): Extract<PageReply, { view: string }> {
  if (!(error instanceof Problem) || error.code !== 'consent-request.not-yours') throw error
  return {
    view: 'no-answer',
    status: problemStatus(error),
    model: {
      ...signedIn(session),
      problem: problemText(error),
      action: actionOf(request),
      again: { href: asOneself(actionOf(request)), text: 'other-login.as-oneself' },
    },
  }
}
