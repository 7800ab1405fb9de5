import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { ConsentPath, grantIdOf } from '../../consents/consent-path.ts'
import { grantPage } from '../../consents/grant-page.ts'
import { shownAct } from '../../consents/support-acts.ts'
import { grantText } from '../../consents/grant-text.ts'
import { withReader } from '../../consents/with-reader.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

const mostActs = 25

/** One consent with its history, its uses and the text as it was read then. */
export const showConsent = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents/:id',
    params: ConsentPath,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const shown = await tools.core.showGrant({ id: grantIdOf(request.params), reader: session.party.id })
      const { language } = request
      const grant = await grantPage(tools, shown, { reader: session.party.id, language })
      const altered = (await tools.core.checkEvidence(shown.grant.id)) !== undefined
      const { items } = await tools.core.listActsAbout(
        shown.grant.grantedFor,
        { limit: mostActs },
        { kind: 'grant', id: shown.grant.id },
      )
      const acts = items.map(act => shownAct(tools, act, language))
      return {
        view: 'consent-detail',
        model: {
          ...signedIn(session),
          altered,
          grant,
          acts,
          isPowerOfAttorney: grant.isPowerOfAttorney,
        },
        text: grantText(tools, { grant, altered, acts }, language),
      }
    }),
  })
