import { pageRoute } from '../../../http/page-route.ts'
import type { PageReply } from '../../../http/pages.ts'

/** Where a browser lands after logging out at the identity provider. */
export const loggedOutPath = '/logged-out'

export const showLoggedOut = () =>
  pageRoute({
    method: 'get',
    path: loggedOutPath,
    handle: async (): Promise<PageReply> => ({ view: 'logged-out', model: {} }),
  })
