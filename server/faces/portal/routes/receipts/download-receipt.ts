import { Problem } from '../../../../domain/problem.ts'
import { pageRoute } from '../../../../http/pages/page-route.ts'
import type { Download, PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { Paper } from '../../../../ports/documents/document-renderer.ts'
import type { FaceTools } from '../../../face-module.ts'
import { ConsentPath } from '../../consents/consent-path.ts'
import { withReader } from '../../consents/with-reader.ts'
import { consentRecord } from '../../receipt/consent-record.ts'
import { receiptPaper } from '../../receipt/receipt-paper.ts'
import { writeReceipt } from '../../receipt/write-receipt.ts'
import type { PortalTools } from '../../portal-tools.ts'
import type { Settings } from '../../settings.ts'

type Written = Awaited<ReturnType<typeof writeReceipt>>

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
    write: async written => tools.receipts.signPdf(await print(tools, receiptPaper(written))),
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

/** Letters that the fonts of the paper lack, and words that it has no room for, are marked as missing; the record has every one. */
const print = (
  { documentRenderer }: Pick<FaceTools, 'documentRenderer'>,
  paper: Paper,
): Promise<Uint8Array> =>
  documentRenderer.render(paper).catch(error => {
    if (!(error instanceof Problem) || error.code !== 'document.unwritable-text') throw error
    return documentRenderer.render(writable(paper))
  })

const writable = (paper: Paper): Paper => ({
  ...paper,
  title: latin(paper.title),
  facts: paper.facts.map(({ label, value }) => ({ label, value: shortened(latin(value)) })),
  points: paper.points.map(latin),
  closing: paper.closing.map(latin),
})

const longest = 1500

const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)} […]`)

const latin = (text: string): string =>
  text.normalize('NFC').replace(/[^\n\u0020-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026]+/gu, '[?]')
