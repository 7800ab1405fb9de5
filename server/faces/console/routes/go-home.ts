import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../http/pages/pages.ts'
import type { ConsoleWork } from '../console-work.ts'
import { startLogin } from '../login/start-login.ts'
import { sectionsOf } from '../page/sections.ts'
import { homePath, logOutPath } from '../paths.ts'
import { findSession, operatorOf } from '../session.ts'

/** `/` and `/console` lead to the first part of the console that the operator has any business with. */
export const goHome = (tools: ConsoleWork): readonly PageRoute[] =>
  ['/', homePath].map(path =>
    pageRoute({
      method: 'get',
      path,
      handle: async (request): Promise<PageReply> => {
        const session = await findSession(tools, request)
        if (!session) return startLogin(tools, { ...request, url: new URL(homePath, request.url) })
        const [first] = sectionsOf(operatorOf(session))
        return { redirect: `${request.url.origin}${first?.path ?? logOutPath}` }
      },
    }),
  )
