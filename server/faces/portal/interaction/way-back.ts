import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { firstAnswer } from '../answer/first-answer.ts'
import { noAnswerPage } from '../no-answer-page.ts'
import { findQuestion } from './find-question.ts'
import type { Waiting } from './waiting.ts'

type Tools = Pick<FaceTools, 'core' | 'ids' | 'renderer'>

const kindsWithWayBack: readonly string[] = ['conflict', 'forbidden', 'not-found', 'unprocessable']

/** A question that cannot be answered (any more): says so and offers the way back to the one who asked. */
export async function wayBack(
  tools: Tools,
  waiting: Waiting,
  { session, error }: { session: LoginSession | undefined; error: unknown },
): Promise<PageReply> {
  const hasWayBack = error instanceof Problem && kindsWithWayBack.includes(error.kind)
  if (!hasWayBack || error.code === 'request.forged') throw error
  const action = waiting.request.url.pathname
  return noAnswerPage({
    session,
    problem: error,
    action,
    client: waiting.ask.client.name,
    again: error.code === 'consent-request.changed' ? { href: action, text: 'no-answer.again' } : undefined,
    first: await answerBefore(tools, waiting, { session, error }),
    forAnother: error.code === 'login.wrong-person' ? action : undefined,
  })
}

async function answerBefore(
  tools: Tools,
  { pending, request: { language } }: Waiting,
  { session, error }: { session: LoginSession | undefined; error: Problem },
) {
  if (!session || error.code !== 'consent-request.already-decided') return undefined
  const asked = await findQuestion(tools, pending, session)
  return asked && firstAnswer(tools, asked, language)
}
