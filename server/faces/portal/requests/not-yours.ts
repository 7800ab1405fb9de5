import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { noAnswerPage } from '../no-answer-page.ts'
import { actionOf, type RequestVisit } from './request-page.ts'

/** A request to somebody else than the one who is logged in: says so, and lets whoever it is for log in instead. */
export function notYours(
  error: unknown,
  request: RequestVisit,
  session: LoginSession,
): Extract<PageReply, { view: string }> {
  if (!(error instanceof Problem) || error.code !== 'consent-request.not-yours') throw error
  return noAnswerPage({
    session,
    problem: error,
    action: actionOf(request),
    client: undefined,
    forAnother: actionOf(request),
  })
}
