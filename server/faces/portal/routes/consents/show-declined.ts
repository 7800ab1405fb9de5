import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { declinedPage } from '../../consents/declined-page.ts'
import { declinedPath } from '../../consents/declined-path.ts'
import { withReader } from '../../consents/with-reader.ts'
import type { PortalTools } from '../../portal-tools.ts'
import { requestIdOf, RequestPath } from '../../requests/request-path.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

/** A request that was declined, with the text as it was read then. */
export const showDeclined = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: declinedPath,
    params: RequestPath,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const reading = { reader: session.party.id, language: request.language }
      const shown = await tools.core.showDeclinedRequest({
        id: requestIdOf(request.params),
        reader: session.party.id,
      })
      return {
        view: 'declined',
        model: {
          ...signedIn(session),
          isPowerOfAttorney: shown.purpose?.isPowerOfAttorney,
          declined: await declinedPage(tools, shown, reading),
        },
      }
    }),
  })
