import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { framed } from '../../page/framed.ts'
import { homePath, loggedOutPath, logOutPath } from '../../paths.ts'
import { dropSession, findSession, isOfThisLogin, sessionCookieIn } from '../../session.ts'

/** Asks before logging out, since a picture on another site may point here; then logs out here and at the provider. */
export const logOut = (tools: ConsoleWork): readonly PageRoute[] => [
  pageRoute({
    method: 'get',
    path: logOutPath,
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools, request)
      if (!session) return { redirect: `${request.url.origin}${loggedOutPath}` }
      const asking = { view: 'console/log-out', model: { stay: homePath }, formsLeadOut: true }
      return framed(asking, session, undefined)
    },
  }),
  pageRoute({
    method: 'post',
    path: logOutPath,
    form: z.strictObject({ csrf: z.string(), logout: z.literal('yes') }),
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools, request)
      const end = `${tools.managementUrl}${loggedOutPath}`
      if (!session) return { redirect: end, cookies: [dropSession] }
      if (!isOfThisLogin(tools.digest, session, request.form.csrf))
        return framed(
          { view: 'console/other-login', status: 403, model: { back: logOutPath } },
          session,
          undefined,
        )
      await tools.logOutOperator(sessionCookieIn(request))
      return { redirect: (await tools.operatorLogin.logoutUrl(end)) ?? end, cookies: [dropSession] }
    },
  }),
  pageRoute({
    method: 'get',
    path: loggedOutPath,
    handle: async (): Promise<PageReply> => ({ view: 'console/logged-out', model: { again: homePath } }),
  }),
]
