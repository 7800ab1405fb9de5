import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { findQuestion } from './find-question.ts'
import { accepted, finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'

/** Gives the client its person back: with her yes when she had said it, else without. */
export async function leave(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { pending }: Waiting,
  session: LoginSession,
): Promise<PageReply> {
  const state = (await findQuestion(tools, pending, session))?.request.state
  if (state?.name !== 'accepted') return finish(pending, refusals.left)
  return finish(pending, accepted(state.grantId, session))
}
