import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ConsentPath, grantIdOf } from '../../consents/consent-path.ts'
import { ownConsent } from '../../consents/own-consent.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { Settings } from '../../settings.ts'

type Tools = Pick<FaceTools, 'core' | 'sessions' | 'digest' | 'renderer' | 'rights'>

/** Takes a consent back at once, asks for deletion when that is wished, too, and shows it as it is from then on. */
export const withdrawConsent = (tools: Tools, { loginLevel }: Settings) =>
  pageRoute({
    method: 'post',
    path: '/consents/:id/withdraw',
    lane: 'withdrawal',
    uncounted: true,
    params: ConsentPath,
    form: z.strictObject({
      decision: z.literal('withdraw'),
      deletion: z.literal('ask').optional(),
      csrf: z.string().optional(),
    }),
    handle: withOwnForm(tools, {
      level: loginLevel,
      at: ({ url, params }) => ({
        page: url.pathname,
        isFor: async session => (await ownConsent(tools, params, session))?.status === 'active',
      }),
      handle: async (request, session): Promise<PageReply> => {
        const id = grantIdOf(request.params)
        const by = session.party.id
        await tools.core.revokeGrant({ id, by, reason: 'giver' }).catch(unlessEnded)
        if (request.form.deletion) await tools.core.requestDeletion({ id, by })
        return { redirect: `${request.url.origin}/consents/${id}` }
      },
    }),
  })

/** A second click, or a consent that ended meanwhile: its page says so. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'authorization-grant.not-active') throw error
}
