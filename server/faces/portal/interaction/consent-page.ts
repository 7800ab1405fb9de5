import type { PageReply } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { ShownRequest } from '../../../usecases/requests/show-consent-request.ts'
import type { FaceTools } from '../../face-module.ts'
import { houseQuestion } from '../../../wording/house-question.ts'
import { questionPage } from '../answer/question-page.ts'
import type { Waiting } from './waiting.ts'

interface Showing {
  readonly session: LoginSession
  readonly shown: ShownRequest
  /** Whether she said yes to nothing at all. */
  readonly nothingChosen?: boolean
}

/** The question with its two answers. */
export async function consentPage(
  tools: Pick<FaceTools, 'digest' | 'registry' | 'renderer'>,
  { request }: Pick<Waiting, 'request'>,
  { session, shown, nothingChosen }: Showing,
): Promise<PageReply> {
  const question = await houseQuestion(tools, shown, request.language)
  const action = `${request.url.pathname}?ui_locales=${request.language}`
  const page = questionPage(tools.digest, { question, asked: shown, session, action })
  return { ...page, model: { ...page.model, nothingChosen }, formsLeadOut: true }
}
