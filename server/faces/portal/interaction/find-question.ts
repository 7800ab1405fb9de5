import { Problem } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import type { ShownRequest } from '../../../usecases/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { requestIdFor } from './consent-step.ts'
import type { InteractionParams } from './waiting.ts'

/** The question that was put to this person in this interaction, `undefined` when none was. */
export async function findQuestion(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { face, uid }: InteractionParams,
  { party }: LoginSession,
): Promise<ShownRequest | undefined> {
  const id = requestIdFor(tools, face, uid)
  return tools.core.showConsentRequest({ id, reader: party.id }).catch(error => {
    if (!(error instanceof Problem) || error.kind !== 'not-found') throw error
    return undefined
  })
}
