import { Problem } from '../../../domain/problem.ts'
import type { RequestStatus } from '../../../domain/requests/consent-request.ts'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import { shownName } from '../../../wording/shown-party.ts'
import type { FaceTools } from '../../face-module.ts'
import { firstAnswer } from '../answer/first-answer.ts'
import { signedIn } from '../signed-in.ts'
import { findQuestion } from './find-question.ts'
import type { InteractionParams } from './waiting.ts'

interface Visit {
  readonly session: LoginSession | undefined
  /** What she says now. */
  readonly decision?: string
}

/**
 * Nothing waits here any more. Whoever answered here is told what she said first (a second click, a page gone back to, another
 * tab), or that it is too late; to all others it is `interaction.not-found`.
 */
export async function settled(
  tools: Pick<FaceTools, 'core' | 'ids' | 'renderer'>,
  { params, language }: PageRequest<InteractionParams, unknown, unknown>,
  { session, decision }: Visit,
): Promise<PageReply> {
  const shown = session && (await findQuestion(tools, params, session))
  const first = shown && firstAnswer(tools, shown, language)
  if (!first) throw nothingWaits(shown?.status)
  const { parties, purpose, request } = shown
  return {
    view: 'receipt',
    model: {
      ...signedIn(session),
      title: titleAfter(request.state.name, decision),
      asker: shownName(parties.get(request.requestedBy)),
      first,
      isPowerOfAttorney: purpose.isPowerOfAttorney,
    },
  }
}

const nothingWaits = (status: RequestStatus | undefined): Problem =>
  status === 'expired'
    ? new Problem('consent-request.expired', 'It was not answered in time')
    : new Problem('interaction.not-found', 'Nothing waits for an answer here')

/** Who says something else now than before must not read that it was done. */
function titleAfter(state: RequestStatus, decision: string | undefined): string {
  const isYes = state === 'accepted'
  if (decision === (isYes ? 'reject' : 'accept')) return 'problem.consent-request.already-decided.title'
  return isYes ? 'receipt.title' : 'receipt.declined.title'
}
