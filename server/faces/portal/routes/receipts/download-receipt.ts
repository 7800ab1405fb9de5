import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { Download, PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import { consentRecord } from '../../../../wording/receipt/consent-record.ts'
import { printPaper } from '../../../../wording/receipt/print-paper.ts'
import { receiptPaper } from '../../../../wording/receipt/receipt-paper.ts'
import type { Written } from '../../../../wording/receipt/write-receipt.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ConsentPath } from '../../consents/consent-path.ts'
import { withReader } from '../../consents/with-reader.ts'
import { writeReceipt } from '../../receipt/write-receipt.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'

type Tools = PortalTools & Pick<FaceTools, 'documentRenderer'>

/** The receipt as a file, signed: for programs as JSON, for people as PDF. */
export const downloadReceipts = (tools: Tools, settings: Settings): readonly PageRoute[] => [
  downloadReceipt(tools, settings, {
    extension: 'json',
    mediaType: 'application/json',
    write: written => tools.receipts.signRecord(consentRecord(written)),
  }),
  downloadReceipt(tools, settings, {
    extension: 'pdf',
    mediaType: 'application/pdf',
    write: async written =>
      tools.receipts.signPdf(await printPaper(tools.documentRenderer, receiptPaper(written))),
  }),
]

interface Format extends Pick<Download, 'mediaType'> {
  readonly extension: string
  readonly write: (written: Written) => Promise<Uint8Array>
}

const downloadReceipt = (tools: PortalTools, settings: Settings, { extension, mediaType, write }: Format) =>
  pageRoute({
    method: 'get',
    path: `/consents/:id/receipt.${extension}`,
    params: ConsentPath,
    handle: withReader(tools, settings, async (request, session): Promise<PageReply> => {
      const written = await writeReceipt(tools, request, session)
      const fileName = `samtykke-${written.shown.grant.id}.${extension}`
      return { download: { bytes: await write(written), mediaType, fileName } }
    }),
  })
