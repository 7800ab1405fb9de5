import { isOverAt } from '../../../domain/requests/waiting.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { PendingAuthorization } from '../../../ports/oauth/pending-authorization.ts'
import type { FaceTools } from '../../face-module.ts'
import { loginNeeded } from '../login/login-needed.ts'
import { findQuestion, requestIdFor } from './find-question.ts'
import { accepted, finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'

type Tools = Pick<FaceTools, 'clock' | 'core' | 'ids'>

/** Gives the client its person back: with her yes when she had said it, else without. */
export async function leave(
  tools: Tools,
  { pending }: Pick<Waiting, 'pending'>,
  session: LoginSession,
): Promise<PageReply> {
  const state = (await findQuestion(tools, pending, session))?.request.state
  if (state?.name === 'accepted') return finish(pending, accepted(state.grantId, session))
  return finish(pending, withoutAnswer(tools, pending))
}

/** The same for somebody who is not logged in; a yes is only handed on in a login. */
export async function leaveUnknown(
  tools: Tools,
  { pending, request }: Pick<Waiting, 'pending' | 'request'>,
): Promise<PageReply> {
  if (await isAccepted(tools, pending)) return loginNeeded(request.url.pathname)
  return finish(pending, withoutAnswer(tools, pending))
}

/** Whether the person said yes and was not sent on, as when the server died. */
export async function isAccepted(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { face, uid }: Pick<PendingAuthorization, 'face' | 'uid'>,
): Promise<boolean> {
  const asked = await tools.core.requestToLeave(requestIdFor(tools, face, uid))
  return asked?.state.name === 'accepted'
}

const withoutAnswer = ({ clock }: Pick<FaceTools, 'clock'>, pending: PendingAuthorization) =>
  isOverAt(pending, clock.now()) ? refusals.tooLate : refusals.left
