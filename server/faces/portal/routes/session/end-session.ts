import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { sessionCookie } from '../../../../http/pages/session-cookie.ts'
import type { FaceTools } from '../../../face-module.ts'
import { asOneself } from '../../login/as-oneself.ts'
import { logOutOnTheWay } from '../../login/log-out-on-the-way.ts'
import { dropWayHome } from '../../login/way-home.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { QuestionPath } from '../../question-path.ts'
import { dropSession } from '../../session.ts'
import { loggedOutPath } from './show-logged-out.ts'

type Tools = Pick<
  FaceTools,
  'audit' | 'sessions' | 'identityProvider' | 'digest' | 'renderer' | 'publicUrl' | 'sealer'
>

/** `next` is the question that somebody else is to log in for. */
const Form = z.strictObject({
  csrf: z.string().optional(),
  logout: z.literal('yes'),
  next: QuestionPath.optional(),
})

/** Logs the person out here and at the identity provider. */
export const endSession = (tools: Tools) => {
  const end = `${tools.publicUrl}${loggedOutPath}`
  return pageRoute({
    method: 'post',
    path: '/session/end',
    form: Form,
    handle: withOwnForm(tools, {
      whenOver: ({ form: { next } }) => ({ redirect: next ?? end, cookies: [dropSession] }),
      at: ({ form: { next } }) => ({ page: next ?? '/session/end', back: next ?? '/consents' }),
      handle: async ({ cookies, form: { next }, url }, { party }): Promise<PageReply> => {
        const isEnded = await tools.sessions.end(cookies[sessionCookie] ?? '')
        if (isEnded) tools.audit.record({ what: 'logout.succeeded', at: 'pages', partyId: party.id })
        const home = next && `${url.origin}${asOneself(next)}`
        return home ? logOutOnTheWay(tools, url, home) : goToEnd(tools, end)
      },
    }),
  })
}

async function goToEnd({ identityProvider }: Tools, end: string): Promise<PageReply> {
  const elsewhere = await identityProvider.logoutUrl(end)
  return { redirect: elsewhere ?? end, cookies: [dropSession, dropWayHome] }
}
