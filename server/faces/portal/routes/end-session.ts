import { z } from 'zod'
import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'
import { sessionCookie } from '../../../http/session-cookie.ts'
import type { FaceTools } from '../../face-module.ts'
import { dropWayHome } from '../login/way-home.ts'
import { assertOwnForm, dropSession, findSession } from '../session.ts'
import { loggedOutPath } from './show-logged-out.ts'

type Tools = Pick<FaceTools, 'sessions' | 'identityProvider' | 'digest' | 'publicUrl'>

/** Logs the person out here and at the identity provider. */
export const endSession = (tools: Tools) =>
  pageRoute({
    method: 'post',
    path: '/session/end',
    form: z.strictObject({ csrf: z.string().optional(), logout: z.literal('yes') }),
    handle: async (request): Promise<PageReply> => {
      const end = `${tools.publicUrl}${loggedOutPath}`
      const session = await findSession(tools.sessions, request)
      if (!session) return { redirect: end, cookies: [dropSession] }
      assertOwnForm(tools.digest, session, request.form.csrf)
      await tools.sessions.end(request.cookies[sessionCookie] ?? '')
      const elsewhere = await tools.identityProvider.logoutUrl(end)
      return { redirect: elsewhere ?? end, cookies: [dropSession, dropWayHome] }
    },
  })
