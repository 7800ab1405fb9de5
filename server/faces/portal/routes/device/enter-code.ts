import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { codePage } from '../../device/code-page.ts'
import { readAsked } from '../../device/find-asked.ts'
import { keepCode } from '../../device/kept-code.ts'
import { askedPath, codePath } from '../../device/paths.ts'
import type { PortalTools } from '../../portal-tools.ts'
import { findSession } from '../../session.ts'

const Form = z.strictObject({
  user_code: z.string().max(100).default(''),
  go: z.literal('next').optional(),
})

/** Looks for what waits under the code. Throws `LimitReached` for somebody who tries many. */
export const enterCode = (tools: PortalTools) =>
  pageRoute({
    method: 'post',
    path: codePath,
    form: Form,
    handle: async (request): Promise<PageReply> => {
      const session = await findSession(tools.sessions, request)
      await tools.gate.pass('user-codes', request.network)
      if (session) await tools.gate.pass('user-codes', session.party.id)
      const { user_code: code } = request.form
      const found = await readAsked(tools, await tools.polled.findByUserCode(code))
      if (!found) return codePage({ code, isUnknown: true })
      const kept = keepCode(tools.sealer, { requestId: found.asked.requestId, goesOn: false })
      return { redirect: `${request.url.origin}${askedPath}`, cookies: [kept] }
    },
  })
