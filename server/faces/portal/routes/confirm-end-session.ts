import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'
import { formTarget } from '../../../http/security-headers.ts'
import type { FaceTools } from '../../face-module.ts'
import { findSession } from '../session.ts'
import { signedIn } from '../signed-in.ts'
import { loggedOutPath } from './show-logged-out.ts'

type Tools = Pick<FaceTools, 'sessions' | 'identityProvider' | 'publicUrl'>

/** Asks before logging out: a picture on another site may point here. */
export const confirmEndSession = (tools: Tools) =>
  pageRoute({
    method: 'get',
    path: '/session/end',
    handle: async (request): Promise<PageReply> => {
      const end = `${tools.publicUrl}${loggedOutPath}`
      const session = await findSession(tools.sessions, request)
      if (!session) return { redirect: end }
      const elsewhere = await tools.identityProvider.logoutUrl(end)
      return {
        view: 'logout-confirmation',
        model: {
          ...signedIn(session),
          action: '/session/end',
          hidden: { csrf: session.csrfToken },
          stay: '/consents',
        },
        formTargets: [formTarget(elsewhere ?? end)].filter(target => target !== undefined),
      }
    },
  })
