import { hasEnded } from '../../../../domain/grants/authorization-grant.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { ConsentPath, grantIdOf } from '../../consents/consent-path.ts'
import { grantPage } from '../../consents/grant-page.ts'
import { withReader } from '../../consents/with-reader.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

/** What withdrawing means, and the button that does it. */
export const confirmWithdrawal = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents/:id/withdraw',
    params: ConsentPath,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const shown = await tools.core.showGrant({ id: grantIdOf(request.params), reader: session.party.id })
      if (hasEnded(shown.status)) return { redirect: `${request.url.origin}/consents/${shown.grant.id}` }
      const reading = { reader: session.party.id, language: request.language }
      const grant = await grantPage(tools, shown, reading)
      return {
        view: 'withdraw',
        model: {
          ...signedIn(session),
          grant,
          isPowerOfAttorney: grant.isPowerOfAttorney,
        },
      }
    }),
  })
