import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { PageReply } from '../../../../http/pages/pages.ts'
import { receiptFacts, receiptPoints, receiptText } from '../../../../wording/receipt/receipt-paper.ts'
import { ConsentPath } from '../../consents/consent-path.ts'
import { withReader } from '../../consents/with-reader.ts'
import { writeReceipt } from '../../receipt/write-receipt.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'
import { signedIn } from '../../signed-in.ts'

/** The receipt of a consent, to read, print or take along. */
export const showReceipt = (tools: PortalTools, settings: Settings) =>
  pageRoute({
    method: 'get',
    path: '/consents/:id/receipt',
    params: ConsentPath,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const written = await writeReceipt(tools, request, session)
      return {
        view: 'consent-receipt',
        model: {
          ...signedIn(session),
          isPowerOfAttorney: written.shown.purpose?.isPowerOfAttorney === true,
          href: written.words.href,
          asker: written.words.asker.name,
          facts: receiptFacts(written),
          points: receiptPoints(written),
        },
        text: receiptText(written),
      }
    }),
  })
