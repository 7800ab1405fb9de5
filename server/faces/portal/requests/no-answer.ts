import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { firstAnswer } from '../answer/first-answer.ts'
import type { FaceTools } from '../../face-module.ts'
import { noAnswerPage } from '../no-answer-page.ts'
import type { ReadRequest } from './read-request.ts'
import { actionOf, askerOf, leadsOut, type RequestVisit } from './request-page.ts'

/** A request that cannot be answered (any more): says so and offers the way back to the one who asked. */
export async function noAnswer(
  tools: Pick<FaceTools, 'core' | 'renderer'>,
  read: ReadRequest,
  { request, session, error }: { request: RequestVisit; session: LoginSession; error: unknown },
): Promise<PageReply> {
  if (!(error instanceof Problem) || !worded.includes(error.code)) throw error
  return noAnswerPage({
    session,
    problem: error,
    action: actionOf(request),
    client: leadsOut(read, request) ? askerOf(read) : undefined,
    again: anotherTry(error, actionOf(request)),
    first: await answerBefore(tools, read, { request, session, error }),
  })
}

/** As it is by now: the other answer may have come while this one was on its way. */
async function answerBefore(
  tools: Pick<FaceTools, 'core' | 'renderer'>,
  { shown: { request: asked } }: ReadRequest,
  { request, session, error }: { request: RequestVisit; session: LoginSession; error: Problem },
) {
  if (error.code !== 'consent-request.already-decided') return undefined
  const shown = await tools.core.showConsentRequest({ id: asked.id, reader: session.party })
  return firstAnswer(tools, shown, request.language)
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
  'client.suspended',
  'party.may-not-consent',
  'consent-request.already-decided',
  'consent-request.withdrawn',
  'consent-request.expired',
]
