import { changedGrantOf } from '../../../domain/grants/grant-management.ts'
import type { AuthorizationGrant } from '../../../domain/grants/authorization-grant.ts'
import type { EventId, GrantId } from '../../../domain/ids.ts'
import type { ConsentRequest } from '../../../domain/requests/consent-request.ts'
import type { Decision } from '../../../domain/requests/decision.ts'
import { Problem, reasonOf } from '../../../domain/problem.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { Question } from '../../../domain/requests/question.ts'
import type { FaceTools } from '../../face-module.ts'
import { asChosen, type Choices, takenDetails } from './choices.ts'
import { textAtPage } from './text-at-page.ts'

type Tools = Pick<FaceTools, 'core' | 'digest'>

export interface DecisionForm {
  readonly decision: 'accept' | 'reject'
  /** Hash of the text the person read. */
  readonly shown?: string | undefined
  /** Which boxes are ticked; all of them when not said. */
  readonly choices?: Choices | undefined
}

interface Answering {
  readonly request: ConsentRequest
  /** As the page would show it now. */
  readonly question: Question
  readonly session: LoginSession
  readonly form: DecisionForm
  /** The grant that it is to change, as the page shows it. */
  readonly changes?: AuthorizationGrant | undefined
}

export type Answered =
  | { readonly outcome: 'accepted'; readonly grantId: GrantId }
  | { readonly outcome: 'rejected' }

/**
 * Stores the answer to a question, exactly as it was read. Saying the same twice is saying it once. Throws
 * `consent-request.changed` when another text was read than the one shown now, and what the core throws.
 */
export async function answerQuestion(
  tools: Tools,
  { request, question, session, form, changes }: Answering,
): Promise<Answered> {
  const shown = textAtPage(tools.digest, question, request)
  if (shown.hash !== form.shown && !(await isSettledChange(tools, request, session))) {
    throw new Problem('consent-request.changed', 'Another text was read')
  }

  const { party, level } = session
  const decision = { by: party.id, level, language: question.language, shown }
  if (form.decision === 'reject') return reject(tools, request, decision)
  const answered = form.choices ? asChosen(question, form.choices) : question
  const details = takenDetails(request, answered)
  const read = { ...decision, shown: textAtPage(tools.digest, answered, request) }
  const yes = { decision: read, details, changeRead: changes?.changed?.by }
  return { outcome: 'accepted', grantId: await accept(tools, request, yes) }
}

/** What a change was asked for in is not what the page would say once it has happened. */
async function isSettledChange(
  { core }: Tools,
  asked: ConsentRequest,
  { party }: LoginSession,
): Promise<boolean> {
  if (changedGrantOf(asked) === undefined) return false
  const { request } = await core.showConsentRequest({ id: asked.id, reader: party.id })
  return 'decision' in request.state
}

type Answer = Omit<Decision, 'at' | 'role'>

interface Yes {
  readonly decision: Answer
  readonly details: ConsentRequest['details']
  readonly changeRead: EventId | undefined
}

/** The grant of the yes; of two at once both get the one grant there is. */
async function accept({ core }: Tools, read: ConsentRequest, yes: Yes): Promise<GrantId> {
  const { id } = read
  try {
    const { grant } = await core.acceptConsentRequest({ id, read, ...yes })
    return grant.id
  } catch (error) {
    if (reasonOf(error, 'consent-request.already-decided') !== 'accepted') throw error
    const { request } = await core.showConsentRequest({ id, reader: yes.decision.by })
    if (request.state.name !== 'accepted') throw error
    return request.state.grantId
  }
}

async function reject({ core }: Tools, read: ConsentRequest, decision: Answer): Promise<Answered> {
  await core.rejectConsentRequest({ id: read.id, read, decision }).catch(error => {
    if (reasonOf(error, 'consent-request.already-decided') !== 'rejected') throw error
  })
  return { outcome: 'rejected' }
}
