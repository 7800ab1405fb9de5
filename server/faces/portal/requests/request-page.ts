import type { z } from 'zod'
import type { PageReply, PageRequest } from '../../../http/pages/pages.ts'
import type { LoginSession } from '../../../ports/sessions/login-session-store.ts'
import type { RequestOutcome } from '../../../ports/requests/request-dialect.ts'
import type { FaceTools } from '../../face-module.ts'
import { questionPage } from '../answer/question-page.ts'
import { wordQuestion } from '../../../wording/house-question.ts'
import { shownName } from '../../../wording/shown-party.ts'
import { noticeFor } from './notice.ts'
import { outcomeOf } from './outcome.ts'
import type { ReadRequest } from './read-request.ts'
import { type RequestQuery, staysHere } from './request-path.ts'
import { leadsOn } from './send-on.ts'

export type RequestVisit = PageRequest<{ id: string }, z.infer<typeof RequestQuery>, unknown>

/** The question with its two answers, or with what became of it. */
export async function requestPage(
  tools: Pick<FaceTools, 'core' | 'digest' | 'parties' | 'registry' | 'renderer'>,
  read: ReadRequest,
  { request, session }: { request: RequestVisit; session: LoginSession },
): Promise<PageReply> {
  const { shown, dialect } = read
  const { language } = request
  const question = await wordQuestion(tools, { asked: shown, dialect }, language)
  const answered = noticeFor(tools, shown, language)
  const formsLeadOut = leadsOut(read, request)
  const page = questionPage(tools.digest, {
    question,
    asked: shown,
    session,
    action: actionOf(request),
  })
  const asker = formsLeadOut ? askerOf(read) : undefined
  return { ...page, model: { ...page.model, answered, asker }, formsLeadOut }
}

/** This very page, in the language it was read in. */
export function actionOf({ url, query, language }: RequestVisit): string {
  const kept = new URLSearchParams({ ui_locales: language })
  if (query.skiplogout !== undefined) kept.set('skiplogout', query.skiplogout)
  return `${url.pathname}?${kept}`
}

/** As the button says whom it leads back to. */
export const askerOf = ({ shown }: ReadRequest): string =>
  shownName(shown.parties.get(shown.request.requestedBy))

const answers: readonly RequestOutcome[] = ['accepted', 'rejected']

/** Whether a button of the page leads on to the asker. */
export function leadsOut({ shown, dialect }: ReadRequest, { query }: Pick<RequestVisit, 'query'>): boolean {
  if (staysHere(query)) return false
  const outcomes = shown.status === 'pending' ? answers : [outcomeOf(shown)]
  return outcomes.some(outcome => leadsOn(dialect.wayBack(shown.request, outcome)))
}
