import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { consentStep } from '../../interaction/consent-step.ts'
import { interactionPath } from '../../interaction/interaction-path.ts'
import { loginStep } from '../../interaction/login-step.ts'
import { finish, refusalFor } from '../../interaction/refusal.ts'
import { settled } from '../../interaction/settled.ts'
import { tooLate } from '../../interaction/too-late.ts'
import { wayBack } from '../../interaction/way-back.ts'
import { loginNeeded } from '../../login/login-needed.ts'
import type { InteractionTools } from '../../portal-tools.ts'
import { findSession } from '../../session.ts'

export const InteractionPath = z.object({ face: z.string().max(40), uid: z.string().max(100) })

/** What an authorization waits for: a login that is good enough, then an answer. */
export const showInteraction = (tools: InteractionTools) =>
  pageRoute({
    method: 'get',
    path: interactionPath,
    params: InteractionPath,
    handle: async (request): Promise<PageReply> => {
      const { face, uid } = request.params
      const session = await findSession(tools.sessions, request)
      const pending = await tools.pending.find(face, uid, request.exchange, { hold: session !== undefined })
      if (!pending) return settled(tools, request, { session })

      const ask = await tools.core.readAsk(pending).catch(refusalFor)
      if ('kind' in ask) return finish(pending, ask)
      const waiting = { request, pending, ask }
      const late = await tooLate(tools, waiting, session)
      if (late) return late
      const login = await loginStep(tools, waiting, session)
      if (login || !session) return login ?? loginNeeded(request.url.pathname)
      return consentStep(tools, waiting, session).catch(error => wayBack(tools, waiting, { session, error }))
    },
  })
