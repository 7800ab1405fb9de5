import { isPolled } from '../../../../domain/requests/polled.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { declinedAt } from '../../consents/declined-path.ts'
import { readRequest } from '../../requests/read-request.ts'
import { askerOf } from '../../requests/request-page.ts'
import { requestIdOf, RequestPath, requestPath, RequestQuery } from '../../requests/request-path.ts'
import { withAnswerer } from '../../requests/with-answerer.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

/** What was answered, for the person who stays here. */
export const showRequestReceipt = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: `${requestPath}/receipt`,
    params: RequestPath,
    query: RequestQuery,
    handle: withAnswerer(tools, settings, async (request, session): Promise<PageReply> => {
      const id = requestIdOf(request.params)
      const read = await readRequest(tools, id, session)
      const { state } = read.shown.request
      if (state.name !== 'accepted' && state.name !== 'rejected') return { redirect: `/requests/${id}` }
      const answered =
        state.name === 'accepted' ? { details: `/consents/${state.grantId}` } : { declined: declinedAt(id) }
      const { isPowerOfAttorney } = read.shown.purpose
      const shown = { asker: askerOf(read), isPolled: isPolled(read.shown.request), isPowerOfAttorney }
      return {
        view: 'receipt',
        model: { ...signedIn(session), ...shown, ...answered },
      }
    }),
  })
