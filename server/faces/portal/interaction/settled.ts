import { Problem } from '../../../domain/problem.ts'
import type { PageReply, PageRequest } from '../../../http/pages.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { signedIn } from '../signed-in.ts'
import { requestIdFor } from './consent-step.ts'
import type { InteractionParams } from './waiting.ts'

/**
 * Nothing waits here any more. Whoever said yes here sees the receipt (a second click, a page gone back to); to all
 * others it is `interaction.not-found`.
 */
export async function settled(
  tools: FaceTools,
  { params }: PageRequest<InteractionParams, unknown, unknown>,
  session: LoginSession | undefined,
): Promise<PageReply> {
  if (!session) throw notFound()
  const id = requestIdFor(tools, params.face, params.uid)
  const shown = await tools.core.showConsentRequest({ id, reader: session.party.id }).catch(() => {
    throw notFound()
  })
  const { state, requestedBy } = shown.request
  if (state.name !== 'accepted') throw notFound()
  return {
    view: 'receipt',
    model: {
      ...signedIn(session),
      asker: shown.parties.get(requestedBy)?.displayName ?? '',
      details: `/consents/${state.grantId}`,
    },
  }
}

const notFound = () => new Problem('interaction.not-found', 'Nothing waits for an answer here')
