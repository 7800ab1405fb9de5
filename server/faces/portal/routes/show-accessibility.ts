import { pageRoute } from '../../../http/pages/page-route.ts'
import type { PageReply } from '../../../http/pages/pages.ts'

/** The accessibility statement. Anybody may read it. */
export const showAccessibility = () =>
  pageRoute({
    method: 'get',
    path: '/accessibility',
    handle: async (): Promise<PageReply> => ({ view: 'accessibility', model: {} }),
  })
