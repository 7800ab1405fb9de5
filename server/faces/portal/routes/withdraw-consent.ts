import { z } from 'zod'
import { Problem } from '../../../domain/problem.ts'
import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'
import type { FaceTools } from '../../face-module.ts'
import { ConsentPath, grantIdOf } from '../consents/consent-path.ts'
import { loginNeeded } from '../login/login-needed.ts'
import { assertOwnForm, findSession } from '../session.ts'

type Tools = Pick<FaceTools, 'core' | 'sessions' | 'digest'>

/** Takes a consent back at once, and shows it as it is from then on. */
export const withdrawConsent = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path: '/consents/:id/withdraw',
    params: ConsentPath,
    form: z.strictObject({ decision: z.literal('withdraw'), csrf: z.string().optional() }),
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools.sessions, request)
      if (!session) return loginNeeded(request)
      assertOwnForm(tools.digest, session, request.form.csrf)
      const id = grantIdOf(request.params)
      await tools.core.revokeGrant({ id, by: session.party.id, reason: 'giver' }).catch(unlessEnded)
      return { redirect: `${request.url.origin}/consents/${id}` }
    },
  })

/** A second click, or a consent that ended meanwhile: its page tells. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'authorization-grant.not-active') throw error
}
