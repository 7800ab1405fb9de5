import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'
import type { DecisionForm } from '../../answer/answer-question.ts'
import { choiceFields } from '../../answer/choices.ts'
import { decide } from '../../interaction/decide.ts'
import { interactionPath } from '../../interaction/interaction-path.ts'
import { leave, leaveUnknown } from '../../interaction/leave.ts'
import { finish, refusalFor } from '../../interaction/refusal.ts'
import { settled } from '../../interaction/settled.ts'
import { tooLate } from '../../interaction/too-late.ts'
import type { Waiting } from '../../interaction/waiting.ts'
import { wayBack } from '../../interaction/way-back.ts'
import { loginNeeded } from '../../login/login-needed.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { InteractionTools } from '../../portal-tools.ts'
import { InteractionPath } from './show-interaction.ts'

/** `leave` gives the client its person back when there is nothing left to answer. */
const Form = z.strictObject({
  decision: z.enum(['accept', 'reject', 'leave']),
  csrf: z.string().optional(),
  shown: z.string().optional(),
  ...choiceFields,
})

type Posted = Waiting<z.infer<typeof Form>>

/** The person's answer. Everything but the answer itself comes from the stored question. */
export const decideInteraction = (tools: InteractionTools) =>
  pageRoute({
    method: 'post',
    path: interactionPath,
    params: InteractionPath,
    form: Form,
    handle: withOwnForm(tools, {
      whenOver: request => withoutLogin(tools, request),
      at: request => ({
        page: pageOf(request),
        isFor: async () => false,
        leave: () => wayToClient(tools, request),
      }),
      handle: async (request, session): Promise<PageReply> => {
        const waiting = await readWaiting(tools, request)
        if (!waiting) return settled(tools, request, { session, decision: request.form.decision })
        return 'pending' in waiting ? answer(tools, waiting, session) : waiting
      },
    }),
  })

const pageOf = ({ url }: Posted['request']): string => `${url.pathname}${url.search}`

/** Who is not logged in any more may still go back to the client. */
async function withoutLogin(tools: InteractionTools, request: Posted['request']): Promise<PageReply> {
  if (request.form.decision !== 'leave') {
    return loginNeeded(pageOf(request), { leave: await wayToClient(tools, request) })
  }
  const { face, uid } = request.params
  const pending = await tools.pending.find(face, uid, request.exchange)
  return pending ? leaveUnknown(tools, { pending, request }) : settled(tools, request, { session: undefined })
}

/** What waits; where the browser goes when the client may not ask so (any more), and `undefined` when nothing waits here. */
async function readWaiting(
  tools: InteractionTools,
  request: Posted['request'],
): Promise<Posted | PageReply | undefined> {
  const { face, uid } = request.params
  const pending = await tools.pending.find(face, uid, request.exchange)
  if (!pending) return undefined
  const ask = await tools.core.readAsk(pending).catch(refusalFor)
  return 'kind' in ask ? finish(pending, ask) : { request, pending, ask }
}

/** `undefined` when nothing waits here any more. */
async function wayToClient(
  tools: Pick<FaceTools, 'clients' | 'pending'>,
  { params, url, exchange }: Waiting['request'],
) {
  const pending = await tools.pending.find(params.face, params.uid, exchange)
  const client = pending && (await tools.clients.find(pending.clientId))
  return client && { action: url.pathname, client: client.name }
}

async function answer(tools: InteractionTools, waiting: Posted, session: LoginSession): Promise<PageReply> {
  const { decision, csrf: _csrf, shown, ...choices } = waiting.request.form
  if (decision === 'leave') return leave(tools, waiting, session)
  const late = await tooLate(tools, waiting, session)
  if (late) return late
  const form: DecisionForm = { decision, shown, choices }
  try {
    return await decide(tools, waiting, { session, form })
  } catch (error) {
    return wayBack(tools, waiting, { session, error })
  }
}
