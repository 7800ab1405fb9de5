import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ConsentPath, grantIdOf } from '../../consents/consent-path.ts'
import { ownConsent } from '../../consents/own-consent.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { Settings } from '../../settings.ts'

type Tools = Pick<FaceTools, 'core' | 'sessions' | 'digest' | 'renderer' | 'rights'>

/** Asks whoever got a consent that has ended to delete what was fetched by it, and shows that it was asked. */
export const askDeletion = (tools: Tools, { loginLevel }: Settings) =>
  pageRoute({
    method: 'post',
    path: '/consents/:id/deletion',
    params: ConsentPath,
    form: z.strictObject({ act: z.literal('ask'), csrf: z.string().optional() }),
    handle: withOwnForm(tools, {
      level: loginLevel,
      at: ({ params }) => ({
        page: `/consents/${params.id}`,
        isFor: async session => (await ownConsent(tools, params, session)) !== undefined,
      }),
      handle: async (request, session): Promise<PageReply> => {
        const id = grantIdOf(request.params)
        await tools.core.requestDeletion({ id, by: session.party.id })
        return { redirect: `${request.url.origin}/consents/${id}` }
      },
    }),
  })
