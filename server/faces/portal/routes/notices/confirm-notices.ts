import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { Notices } from '../../../../usecases/index.ts'
import type { FaceTools } from '../../../face-module.ts'
import { withReader } from '../../consents/with-reader.ts'
import { withOwnForm } from '../../login/with-own-form.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

const path = '/notices/confirm'
const code = z.uuid()

/** Where the link in the mail leads. It asks first: programs that read mail follow links, too. */
export const confirmNotices = (
  tools: Pick<FaceTools, 'digest' | 'gate' | 'identityProvider' | 'renderer' | 'sealer' | 'sessions'>,
  settings: Settings,
  notices: Notices,
): readonly PageRoute[] => [
  pageRoute({
    method: 'get',
    path,
    query: z.object({ code }),
    handle: withReader(
      tools,
      settings,
      async (request, session): Promise<PageReply> => ({
        view: 'notices-confirmation',
        model: { ...signedIn(session), code: request.query.code },
      }),
    ),
  }),
  pageRoute({
    method: 'post',
    path,
    form: z.strictObject({ csrf: z.string().optional(), code, act: z.literal('confirm') }),
    handle: withOwnForm(tools, {
      level: settings.loginLevel,
      at: ({ form }) => ({ page: `${path}?code=${form.code}`, isFor: async () => false }),
      handle: async (request, session): Promise<PageReply> => {
        await notices.confirm({ party: session.party.id, code: request.form.code })
        return { redirect: `${request.url.origin}/notices` }
      },
    }),
  }),
]
