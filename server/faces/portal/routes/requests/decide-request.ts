import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import { isPolled } from '../../../../domain/requests/polled.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'
import { answerQuestion } from '../../answer/answer-question.ts'
import { asChosen, choiceFields, givesNothing } from '../../answer/choices.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { noAnswer } from '../../requests/no-answer.ts'
import { outcomeOf } from '../../requests/outcome.ts'
import { leaveUnknown, loginOrLeave } from '../../requests/came-to-nothing.ts'
import { type ReadRequest, readRequest } from '../../requests/read-request.ts'
import { actionOf, requestPage, type RequestVisit } from '../../requests/request-page.ts'
import {
  requestIdOf,
  RequestPath,
  requestPath,
  RequestQuery,
  staysHere,
} from '../../requests/request-path.ts'
import { leadsOn, sendOn } from '../../requests/send-on.ts'
import { wordQuestion } from '../../../../wording/house-question.ts'
import type { PortalTools } from '../../portal-tools.ts'

/** `leave` leads back to the asker when there is nothing left to answer. */
const Form = z.strictObject({
  decision: z.enum(['accept', 'reject', 'leave']),
  csrf: z.string().optional(),
  shown: z.string().optional(),
  ...choiceFields,
})

interface Answering {
  readonly request: RequestVisit
  readonly session: LoginSession
}

type Form = z.infer<typeof Form>

/** The person's answer to a request that no authorization waits for. */
export const decideRequest = (tools: PortalTools) =>
  pageRoute({
    method: 'post',
    path: requestPath,
    params: RequestPath,
    query: RequestQuery,
    form: Form,
    handle: withOwnForm(tools, {
      whenOver: request =>
        request.form.decision === 'leave' ? leaveUnknown(tools, request) : loginOrLeave(tools, request),
      at: request => ({
        page: actionOf(request),
        isFor: session => isReadable(tools, request.params, session),
      }),
      handle: async (request, session): Promise<PageReply> => {
        const read = await readRequest(tools, requestIdOf(request.params), session)
        if (request.form.decision === 'leave') return leave(tools, read, request)
        try {
          return await decide(tools, read, { request, session, form: request.form })
        } catch (error) {
          return await noAnswer(tools, read, { request, session, error })
        }
      },
    }),
  })

/** Whether this person, too, is asked. */
async function isReadable(
  tools: Pick<FaceTools, 'core' | 'requestDialects'>,
  params: z.infer<typeof RequestPath>,
  session: LoginSession,
): Promise<boolean> {
  try {
    await readRequest(tools, requestIdOf(params), session)
    return true
  } catch (error) {
    if (error instanceof Problem && !error.isFault) return false
    throw error
  }
}

async function decide(
  tools: PortalTools,
  { shown, dialect }: ReadRequest,
  { request, session, form: { decision, csrf: _csrf, shown: hash, ...choices } }: Answering & { form: Form },
): Promise<PageReply> {
  const question = await wordQuestion(tools, { asked: shown, dialect }, request.language)
  if (decision === 'accept' && givesNothing(shown.request, asChosen(question, choices))) {
    const page = await requestPage(tools, { shown, dialect }, { request, session })
    return 'view' in page ? { ...page, model: { ...page.model, nothingChosen: true } } : page
  }
  const form = { decision: decision === 'accept' ? 'accept' : 'reject', shown: hash, choices } as const
  if (isPolled(shown.request)) await tools.polled.noteLogin(shown.request.id, session.authenticatedAt)
  const { request: asked, changes } = shown
  const answered = await answerQuestion(tools, { request: asked, question, session, form, changes })
  return leave(tools, { dialect, shown: { ...shown, status: answered.outcome } }, request)
}

/** On to the asker; with the receipt when the person stays here. */
async function leave(
  tools: Pick<FaceTools, 'identityProvider' | 'publicUrl' | 'sealer' | 'sessions'>,
  { shown, dialect }: ReadRequest,
  request: RequestVisit,
): Promise<PageReply> {
  const way = dialect.wayBack(shown.request, outcomeOf(shown))
  const stays = staysHere(request.query)
  if (!stays && leadsOn(way)) return sendOn(tools, request, way)
  const { id } = shown.request
  if (!stays || shown.status === 'accepted') return { redirect: `/requests/${id}/receipt` }
  return {
    redirect: shown.status === 'rejected' ? `/consents?standing=declined&answered=${id}` : '/consents',
  }
}
