import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import type { FaceTools } from '../../../face-module.ts'
import { dropWayHome, findWayHome } from '../../login/way-home.ts'

/** Where a browser lands after logging out at the identity provider. */
export const loggedOutPath = '/logged-out'

/** Says so, or sends the browser on to where it was to go afterwards. */
export const showLoggedOut = ({ sealer }: Pick<FaceTools, 'sealer'>) =>
  pageRoute({
    method: 'get',
    path: loggedOutPath,
    handle: async (request): Promise<PageReply> => {
      const home = findWayHome(sealer, request)
      return home === undefined
        ? { view: 'logged-out', model: {} }
        : { redirect: home, cookies: [dropWayHome] }
    },
  })
