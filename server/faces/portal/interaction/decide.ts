import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { HouseTools } from '../../tools/house-tools.ts'
import type { PageTools } from '../../tools/page-tools.ts'
import type { RegistryTools } from '../../tools/registry-tools.ts'
import { answerQuestion, type DecisionForm } from '../answer/answer-question.ts'
import { houseQuestion } from '../../../wording/house-question.ts'
import { asChosen, givesNothing } from '../answer/choices.ts'
import { consentPage } from './consent-page.ts'
import { questionFor } from './find-question.ts'
import { accepted, finish, refusals } from './refusal.ts'
import type { Waiting } from './waiting.ts'

/** Stores the answer to the stored question and hands it on to the client. */
export async function decide(
  tools: HouseTools & RegistryTools & PageTools,
  waiting: Waiting,
  { session, form }: { session: LoginSession; form: DecisionForm },
): Promise<PageReply> {
  const { pending, request } = waiting
  const shown = await questionFor(tools, pending, session)
  const question = await houseQuestion(tools, shown, request.language)
  const isYes = form.decision === 'accept'
  if (isYes && givesNothing(shown.request, asChosen(question, form.choices ?? {})))
    return consentPage(tools, waiting, { session, shown, nothingChosen: true })
  const { request: asked, changes } = shown
  const answered = await answerQuestion(tools, { request: asked, question, session, form, changes })
  return answered.outcome === 'accepted'
    ? finish(pending, accepted(answered.grantId, session))
    : finish(pending, refusals.declined)
}
