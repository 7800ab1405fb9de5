import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages.ts'
import { problemStatus, problemText } from '../../../http/problem-page.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import { signedIn } from '../signed-in.ts'
import type { ReadRequest } from './read-request.ts'
import { actionOf, askerOf, leadsOut, type RequestVisit } from './request-page.ts'

/** A request that cannot be answered (any more): says so and offers the way back to the one who asked. */
export function noAnswer(
  read: ReadRequest,
  { request, session, error }: { request: RequestVisit; session: LoginSession; error: unknown },
): PageReply {
  if (!(error instanceof Problem) || !worded.includes(error.code)) throw error
  const formsLeadOut = leadsOut(read, request)
  return {
    view: 'no-answer',
    status: problemStatus(error),
    model: {
      ...signedIn(session),
      problem: problemText(error),
      client: formsLeadOut ? askerOf(read) : undefined,
      action: actionOf(request),
      again: anotherTry(error, actionOf(request)),
    },
    formsLeadOut,
  }
}

/** A link that helps: to the new text, or to a better login. */
function anotherTry({ code }: Problem, page: string) {
  if (code === 'consent-request.changed') return { href: page, text: 'no-answer.again' }
  if (code === 'consent-request.level-too-low') return { href: page, text: 'login-needed.again' }
  return undefined
}

const worded: readonly string[] = [
  'consent-request.changed',
  'consent-request.level-too-low',
  'party.may-not-consent',
  'consent-request.already-decided',
  'consent-request.withdrawn',
  'consent-request.expired',
]
