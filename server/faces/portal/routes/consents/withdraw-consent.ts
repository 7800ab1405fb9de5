import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { LoginSession } from '../../../../ports/sessions/login-session-store.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ConsentPath, grantIdOf } from '../../consents/consent-path.ts'
import { mayWithdraw } from '../../consents/grant-page.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { Settings } from '../../settings.ts'

type Tools = Pick<FaceTools, 'core' | 'sessions' | 'digest' | 'renderer' | 'rights'>

/** Takes a consent back at once, and shows it as it is from then on. */
export const withdrawConsent = (tools: Tools, { loginLevel }: Settings) =>
  pageRoute({
    method: 'post',
    path: '/consents/:id/withdraw',
    lane: 'withdrawal',
    uncounted: true,
    params: ConsentPath,
    form: z.strictObject({ decision: z.literal('withdraw'), csrf: z.string().optional() }),
    handle: withOwnForm(tools, {
      level: loginLevel,
      at: ({ url, params }) => ({
        page: url.pathname,
        isFor: session => isWithdrawable(tools, params, session),
      }),
      handle: async (request, session): Promise<PageReply> => {
        const id = grantIdOf(request.params)
        await tools.core.revokeGrant({ id, by: session.party.id, reason: 'giver' }).catch(unlessEnded)
        return { redirect: `${request.url.origin}/consents/${id}` }
      },
    }),
  })

/** Whether this person, too, may take the consent back. */
async function isWithdrawable(
  tools: Tools,
  params: z.infer<typeof ConsentPath>,
  { party }: LoginSession,
): Promise<boolean> {
  try {
    const { grant, status } = await tools.core.showGrant({ id: grantIdOf(params), reader: party.id })
    return status === 'active' && (await mayWithdraw(tools, grant, party.id))
  } catch (error) {
    if (error instanceof Problem && !error.isFault) return false
    throw error
  }
}

/** A second click, or a consent that ended meanwhile: its page says so. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'authorization-grant.not-active') throw error
}
