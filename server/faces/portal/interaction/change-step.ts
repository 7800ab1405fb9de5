import { changedGrantOf } from '../../../domain/grants/grant-management.ts'
import type { EventId, GrantId } from '../../../domain/ids.ts'
import { keptProtocolScopes } from '../../../domain/requests/protocol-scopes.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { findQuestion } from './find-question.ts'
import type { Waiting } from './waiting.ts'

/** Whether what is to be changed is the grant of somebody else than who is logged in. */
export const isOfAnother = ({ ask: { changes } }: Waiting, { party }: LoginSession): boolean =>
  changes !== undefined && changes.grantedFor !== party.id

/**
 * The grant, changed without a question, when its client wants no more than it has and the purpose lets it have less so.
 * `undefined` when the person has to be asked, and when she has been.
 */
export async function narrowedGrant(
  tools: Pick<FaceTools, 'core' | 'ids'>,
  { pending, ask }: Waiting,
  session: LoginSession,
): Promise<GrantId | undefined> {
  const { management, face, uid } = pending
  const id = changedGrantOf(pending)
  if (!management || management.action === 'create' || !id || !ask.purpose.narrowedUnasked) return undefined
  if (await findQuestion(tools, pending, session)) return undefined
  const grant = await tools.core.narrowGrant({
    id,
    event: tools.ids.derivedUuid('changed', `${face} ${uid}`) as EventId,
    action: management.action,
    purposeId: ask.purpose.id,
    scopes: ask.scopes,
    rights: undefined,
    details: ask.details,
    annotations: keptProtocolScopes(pending.protocolScopes),
    seconds: ask.seconds,
  })
  return grant?.id
}
