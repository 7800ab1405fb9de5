import { Problem } from '../../../domain/problem.ts'
import { isOverAt } from '../../../domain/requests/waiting.ts'
import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { isAccepted } from './leave.ts'
import type { Waiting } from './waiting.ts'
import { wayBack } from './way-back.ts'

/** `undefined` while the question may be answered, and when it was answered with a yes that the client has not got yet. */
export async function tooLate(
  tools: Pick<FaceTools, 'clock' | 'core' | 'digest' | 'ids' | 'renderer'>,
  waiting: Waiting,
  session: LoginSession | undefined,
): Promise<PageReply | undefined> {
  const { pending } = waiting
  if (!isOverAt(pending, tools.clock.now()) || (await isAccepted(tools, pending))) return undefined
  const error = new Problem('consent-request.expired', 'It was not answered in time')
  return wayBack(tools, waiting, { session, error })
}
