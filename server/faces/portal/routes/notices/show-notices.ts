import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { Notices } from '../../../../usecases/index.ts'
import type { FaceTools } from '../../../face-module.ts'
import { withReader } from '../../consents/with-reader.ts'
import { noticesPage } from '../../notices/notices-page.ts'
import type { Settings } from '../../settings.ts'

/** Whether, where and of what the person is told by e-mail. */
export const showNotices = (
  tools: Pick<FaceTools, 'digest' | 'gate' | 'identityProvider' | 'sealer' | 'sessions'>,
  settings: Settings,
  notices: Notices,
) =>
  pageRoute({
    method: 'get',
    path: '/notices',
    handle: withReader(tools, settings, async ({ language }, session) =>
      noticesPage({ session, language, address: await notices.find(session.party.id) }),
    ),
  })
