import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { loginNeeded } from '../../login/login-needed.ts'
import { moreTime, sessionPath as path } from '../../more-time.ts'
import { QuestionPath } from '../../question-path.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { findSession } from '../../session.ts'
import { signedIn } from '../../signed-in.ts'
import { timeOfDay } from '../../../../wording/dates.ts'

/** When the login ends, and a button that makes it last longer. `from` is the question that somebody came from. */
export const extendSession = (
  tools: Pick<FaceTools, 'sessions' | 'digest' | 'renderer'>,
): readonly PageRoute[] => [
  pageRoute({
    method: 'get',
    path,
    query: z.object({ extended: z.literal('yes').optional(), from: QuestionPath.optional() }),
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools.sessions, request)
      const { from } = request.query
      if (!session) return loginNeeded(from ?? '/consents')
      const { idle, latest } = session.ends
      return {
        view: 'session',
        model: {
          ...signedIn(session, from),
          from,
          extended: request.query.extended === 'yes',
          idle: timeOfDay(idle),
          latest: timeOfDay(latest),
          last: idle >= latest,
        },
      }
    },
  }),
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({
      csrf: z.string().optional(),
      act: z.literal('extend'),
      from: QuestionPath.optional(),
    }),
    handle: withOwnForm(tools, {
      at: ({ form: { from } }) => ({ page: moreTime(from), back: from ?? '/consents' }),
      handle: async ({ url, form: { from } }): Promise<PageReply> => ({
        redirect: `${url.origin}${moreTime(from, { extended: 'yes' })}`,
      }),
    }),
  }),
]
