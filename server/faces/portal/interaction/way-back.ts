import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages.ts'
import { problemStatus, problemText } from '../../../http/problem-page.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import { signedIn } from '../signed-in.ts'
import type { Waiting } from './waiting.ts'

const kindsWithWayBack: readonly string[] = ['conflict', 'forbidden', 'not-found', 'unprocessable']

/** A question that cannot be answered (any more): says so and offers the way back to the one who asked. */
export function wayBack(
  { request, ask }: Pick<Waiting, 'request' | 'ask'>,
  { session, error }: { session: LoginSession; error: unknown },
): PageReply {
  const hasWayBack = error instanceof Problem && kindsWithWayBack.includes(error.kind)
  if (!hasWayBack || error.code === 'request.forged') throw error
  return {
    view: 'no-answer',
    status: problemStatus(error),
    model: {
      ...signedIn(session),
      problem: problemText(error),
      client: ask.client.name,
      action: request.url.pathname,
      again: error.code === 'consent-request.changed' ? request.url.pathname : undefined,
    },
    formsLeadOut: true,
  }
}
