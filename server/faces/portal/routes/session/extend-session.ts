import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { loginNeeded } from '../../login/login-needed.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import { findSession } from '../../session.ts'
import { signedIn } from '../../signed-in.ts'
import { timeOfDay } from '../../../../wording/dates.ts'

const path = '/session'

/** When the login ends, and a button that makes it last longer. */
export const extendSession = (
  tools: Pick<FaceTools, 'sessions' | 'digest' | 'renderer'>,
): readonly PageRoute[] => [
  pageRoute({
    method: 'get',
    path,
    query: z.object({ extended: z.literal('yes').optional() }),
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools.sessions, request)
      if (!session) return loginNeeded('/consents')
      const { idle, latest } = session.ends
      return {
        view: 'session',
        model: {
          ...signedIn(session),
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
    form: z.strictObject({ csrf: z.string().optional(), act: z.literal('extend') }),
    handle: withOwnForm(tools, {
      at: () => ({ page: path, back: '/consents' }),
      handle: async ({ url }): Promise<PageReply> => ({ redirect: `${url.origin}${path}?extended=yes` }),
    }),
  }),
]
