import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { asOneself } from '../login/as-oneself.ts'
import { noAnswerPage } from '../no-answer-page.ts'
import type { Waiting } from './waiting.ts'

const kindsWithWayBack: readonly string[] = ['conflict', 'forbidden', 'not-found', 'unprocessable']

/** A question that cannot be answered (any more): says so and offers the way back to the one who asked. */
export function wayBack(
  { request, ask }: Pick<Waiting, 'request' | 'ask'>,
  { session, error }: { session: LoginSession; error: unknown },
): PageReply {
  const hasWayBack = error instanceof Problem && kindsWithWayBack.includes(error.kind)
  if (!hasWayBack || error.code === 'request.forged') throw error
  const action = request.url.pathname
  return noAnswerPage({
    session,
    problem: error,
    action,
    client: ask.client.name,
    again: anotherTry(error, action),
  })
}

/** A link that helps: to the new text, or to a login of one's own. */
function anotherTry({ code }: Problem, page: string) {
  if (code === 'consent-request.changed') return { href: page, text: 'no-answer.again' }
  if (code === 'login.wrong-person') return { href: asOneself(page), text: 'other-login.as-oneself' }
  return undefined
}
