import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { sessionCookie } from '../../../../http/pages/session-cookie.ts'
import type { FaceTools } from '../../../face-module.ts'
import { dropWayHome } from '../../login/way-home.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { dropSession } from '../../session.ts'
import { loggedOutPath } from './show-logged-out.ts'

type Tools = Pick<FaceTools, 'audit' | 'sessions' | 'identityProvider' | 'digest' | 'renderer' | 'publicUrl'>

/** Logs the person out here and at the identity provider. */
export const endSession = (tools: Tools) => {
  const end = `${tools.publicUrl}${loggedOutPath}`
  return pageRoute({
    method: 'post',
    path: '/session/end',
    form: z.strictObject({ csrf: z.string().optional(), logout: z.literal('yes') }),
    handle: withOwnForm(tools, {
      whenOver: () => ({ redirect: end, cookies: [dropSession] }),
      at: () => ({ page: '/session/end', back: '/consents' }),
      handle: async ({ cookies }, { party }): Promise<PageReply> => {
        const isEnded = await tools.sessions.end(cookies[sessionCookie] ?? '')
        if (isEnded) tools.audit.record({ what: 'logout.succeeded', at: 'pages', partyId: party.id })
        const elsewhere = await tools.identityProvider.logoutUrl(end)
        return { redirect: elsewhere ?? end, cookies: [dropSession, dropWayHome] }
      },
    }),
  })
}
