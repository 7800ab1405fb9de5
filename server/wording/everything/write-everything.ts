import type { ExportedParty } from '../../domain/exported-party.ts'
import type { ArchiveWriter } from '../../ports/archive.ts'
import { consentRecord } from '../receipt/consent-record.ts'
import { printPaper } from '../receipt/print-paper.ts'
import { receiptPaper } from '../receipt/receipt-paper.ts'
import type { Written } from '../receipt/write-receipt.ts'
import { documentName } from './exported-facts.ts'
import { inTurns } from './in-turns.ts'
import { everythingJson, type Found } from './everything-json.ts'
import type { Exporting, ExportTools } from './exporting.ts'
import { readMe } from './read-me.ts'

/** Papers take long to print: of older consents each receipt is a click away, and its record is in the JSON document. */
const mostReceipts = 25

/** Files are as large as they are. */
const mostDocuments = 25

/** As many as are printed at once: others print, too. */
const printedAtOnce = 2

/**
 * One ZIP file with all that is kept about somebody: a signed JSON document, signed receipts of the newest consents, the newest
 * documents, and what all this is, in plain words. Throws `document.busy` or `document.unfinished` when receipts cannot be
 * printed now.
 */
export async function writeEverything(
  tools: ExportTools,
  exported: ExportedParty,
  exporting: Exporting,
): Promise<Uint8Array> {
  const archive = tools.openArchive(exporting.at)
  const found: Found = { consents: 0, receipts: 0 }
  const printed: Promise<SignedReceipt>[] = []
  const inTurn = inTurns(printedAtOnce)
  const giveOut = (receipt: Written) => void printed.push(inTurn(() => signed(tools, receipt)))
  await archive.add(
    'everything.json',
    everythingJson(tools, exported, { ...exporting, found, mostReceipts, giveOut }),
  )
  for (const { id, json, pdf } of await Promise.all(printed)) {
    await archive.add(`receipts/samtykke-${id}.json`, json)
    await archive.add(`receipts/samtykke-${id}.pdf`, pdf)
  }
  const documents = await addDocuments(archive, exported)
  await archive.add(
    'README.txt',
    Buffer.from(readMe(tools.renderer, { exported, found, documents, ...exporting })),
  )
  return archive.finish()
}

interface SignedReceipt {
  readonly id: string
  readonly json: Uint8Array
  readonly pdf: Uint8Array
}

const signed = async (
  { receipts, documentRenderer }: ExportTools,
  written: Written,
): Promise<SignedReceipt> => ({
  id: written.shown.grant.id,
  json: await receipts.signRecord(consentRecord(written)),
  pdf: await receipts.signPdf(await printPaper(documentRenderer, receiptPaper(written))),
})

/** Gives how many there were. */
async function addDocuments(archive: ArchiveWriter, { documents, fileOf }: ExportedParty): Promise<number> {
  let added = 0
  for (const { requestId } of documents.slice(0, mostDocuments)) {
    const file = await fileOf(requestId)
    if (!file) continue
    await archive.add(documentName(requestId), file)
    added++
  }
  return added
}
