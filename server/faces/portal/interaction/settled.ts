import { Problem } from '../../../domain/problem.ts'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { signedIn } from '../signed-in.ts'
import { findQuestion } from './find-question.ts'
import type { InteractionParams } from './waiting.ts'

/**
 * Nothing waits here any more. Whoever said yes here sees the receipt (a second click, a page gone back to); to all
 * others it is `interaction.not-found`.
 */
export async function settled(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { params }: PageRequest<InteractionParams, unknown, unknown>,
  session: LoginSession | undefined,
): Promise<PageReply> {
  const shown = session && (await findQuestion(tools, params, session))
  if (!session || shown?.request.state.name !== 'accepted') {
    throw new Problem('interaction.not-found', 'Nothing waits for an answer here')
  }
  const { state, requestedBy } = shown.request
  return {
    view: 'receipt',
    model: {
      ...signedIn(session),
      asker: shown.parties.get(requestedBy)?.displayName ?? '',
      details: `/consents/${state.grantId}`,
    },
  }
}
