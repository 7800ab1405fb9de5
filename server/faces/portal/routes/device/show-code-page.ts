import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import { codePage } from '../../device/code-page.ts'
import { codePath } from '../../device/paths.ts'

/** Where a person types the code that her device shows (RFC 8628 section 3.3); a link may bring it along. */
export const showCodePage = () =>
  pageRoute({
    method: 'get',
    path: codePath,
    query: z.object({ user_code: z.string().max(100).optional() }),
    handle: async ({ query }) => codePage({ code: query.user_code ?? '' }),
  })
