import type { ConsentRequestId } from '../../../domain/ids.ts'
import { Problem } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import type { InteractionParams } from './waiting.ts'

/** The question of one authorization always has the same id: reloading asks once. */
export const requestIdFor = ({ ids }: Pick<FaceTools, 'ids'>, face: string, uid: string): ConsentRequestId =>
  ids.derivedUuid(face, uid) as ConsentRequestId

/** The question that was put to this person in this interaction, `undefined` when none was. */
export async function findQuestion(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { face, uid }: InteractionParams,
  { party }: LoginSession,
): Promise<ShownRequest | undefined> {
  const id = requestIdFor(tools, face, uid)
  return tools.core.showConsentRequest({ id, reader: party }).catch(error => {
    if (!(error instanceof Problem) || error.kind !== 'not-found') throw error
    return undefined
  })
}

/** The same; throws `login.wrong-person` when it was put to somebody else, or to nobody yet. */
export async function questionFor(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  params: InteractionParams,
  session: LoginSession,
): Promise<ShownRequest> {
  const question = await findQuestion(tools, params, session)
  if (!question) throw new Problem('login.wrong-person', 'The question was put to somebody else')
  return question
}
