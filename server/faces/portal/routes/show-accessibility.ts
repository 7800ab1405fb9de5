import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'

/** The accessibility statement. Anybody may read it. */
export const showAccessibility = () =>
  pageRoute({
    method: 'get',
    path: '/accessibility',
    handle: async (): Promise<PageReply> => ({ view: 'accessibility', model: {} }),
  })
