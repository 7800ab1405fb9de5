import { z } from 'zod'
import { pageRoute } from '../../http/pages/page-route.ts'
import type { Pages } from '../../http/pages/pages.ts'

const Params = z.object({ id: z.guid() })

/** Where askers send customers' browsers; the question itself is at the pages that all faces share. */
export const pages: Pages = {
  routes: [
    pageRoute<z.infer<typeof Params>, unknown, unknown>({
      method: 'get',
      path: '/authorization-requests/:id',
      params: Params,
      handle: async ({ params, url }) => ({ redirect: `/requests/${params.id}${url.search}` }),
    }),
  ],
}
