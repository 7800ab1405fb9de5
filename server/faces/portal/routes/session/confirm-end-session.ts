import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { findSession, formToken } from '../../session.ts'
import { signedIn } from '../../signed-in.ts'
import { loggedOutPath } from './show-logged-out.ts'

type Tools = Pick<FaceTools, 'sessions' | 'publicUrl'>

/** Asks before logging out: a picture on another site may point here. */
export const confirmEndSession = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: '/session/end',
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools.sessions, request)
      if (!session) return { redirect: `${tools.publicUrl}${loggedOutPath}` }
      return {
        view: 'logout-confirmation',
        model: {
          ...signedIn(session),
          action: '/session/end',
          hidden: { csrf: formToken(session) },
          stay: '/consents',
        },
        formsLeadOut: true,
      }
    },
  })
