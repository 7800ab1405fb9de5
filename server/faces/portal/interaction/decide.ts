import type { GrantId } from '../../../domain/authorization-grant.ts'
import type { ConsentRequest } from '../../../domain/consent-request.ts'
import type { Decision } from '../../../domain/decision.ts'
import { Problem } from '../../../domain/problem.ts'
import type { PageReply } from '../../../http/pages.ts'
import type { LoginSession } from '../../../ports/login-session-store.ts'
import type { FaceTools } from '../../face-module.ts'
import { composeQuestion } from '../wording/question.ts'
import { toShownText } from '../wording/shown-text.ts'
import { questionFor } from './find-question.ts'
import { accepted, finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'

export interface DecisionForm {
  readonly decision: 'accept' | 'reject'
  /** Hash of the text the person read. */
  readonly shown?: string | undefined
}

/** Stores the answer to the stored question, exactly as it was read, and hands it on to the client. */
export async function decide(
  tools: FaceTools,
  waiting: Waiting,
  { session, form }: { session: LoginSession; form: DecisionForm },
): Promise<PageReply> {
  const { pending, request } = waiting
  const shown = await questionFor(tools, pending, session)
  const question = await composeQuestion(tools, shown, request.language)
  const text = toShownText(tools.digest, question, shown.request)
  if (text.hash !== form.shown) throw new Problem('consent-request.changed', 'Another text was read')

  const { party, level } = session
  const decision = { by: party.id, level, language: request.language, shown: text } as const
  return form.decision === 'accept'
    ? finish(pending, accepted(await accept(tools, shown.request, decision), session))
    : reject(tools, waiting, { request: shown.request, decision })
}

type Answer = Omit<Decision, 'at' | 'role'>

/** The grant of the yes; of two at once both get the one grant there is. */
async function accept({ core }: FaceTools, { id }: ConsentRequest, decision: Answer): Promise<GrantId> {
  try {
    const grant = await core.acceptConsentRequest({ id, decision })
    return grant.id
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'consent-request.already-decided') throw error
    const { request } = await core.showConsentRequest({ id, reader: decision.by })
    if (request.state.name !== 'accepted') throw error
    return request.state.grantId
  }
}

async function reject(
  { core }: FaceTools,
  { pending }: Waiting,
  { request, decision }: { request: ConsentRequest; decision: Answer },
): Promise<PageReply> {
  try {
    await core.rejectConsentRequest({ id: request.id, decision })
  } catch (error) {
    const again = await core.showConsentRequest({ id: request.id, reader: decision.by })
    if (again.request.state.name !== 'rejected') throw error
  }
  return finish(pending, refusals.declined)
}
