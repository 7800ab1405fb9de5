import { z } from 'zod'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { Notices } from '../../../../usecases/index.ts'

const path = '/notices/stop'
/** @NOTE The id of a notice is a digest, and no UUID of any version. */
const Query = z.object({ mail: z.guid(), code: z.uuid() })

/** A button of ours, or the mail program's own (RFC 8058 section 3.1). */
const Form = z.union([
  z.strictObject({ act: z.literal('stop') }),
  z.strictObject({ 'List-Unsubscribe': z.literal('One-Click') }),
])

/** Where the link in each mail leads, without a login. It asks first: programs that read mail follow links, too. */
export const stopNotices = (notices: Notices): readonly PageRoute[] => [
  pageRoute({
    method: 'get',
    path,
    query: Query,
    handle: async ({ query: { mail, code } }): Promise<PageReply> => ({
      view: 'notices-stop',
      model: { action: `${path}?${new URLSearchParams({ mail, code })}` },
    }),
  }),
  pageRoute({
    method: 'post',
    path,
    query: Query,
    form: Form,
    handle: async ({ query }): Promise<PageReply> => {
      await notices.stopByMail(query)
      return { view: 'notices-stop', model: { stopped: true } }
    },
  }),
]
