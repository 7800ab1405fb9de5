import type { NumberedEvent } from '../../domain/event.ts'
import type { ExportedConsent, ExportedParty } from '../../domain/exported-party.ts'
import { canonicalJson } from '../../domain/text/canonical-json.ts'
import { type Written, writeReceipt } from '../receipt/write-receipt.ts'
import { exportedConsent } from './exported-consent.ts'
import {
  exportedAct,
  exportedDocument,
  exportedEvent,
  exportedLogins,
  exportedPerson,
  exportedPower,
} from './exported-facts.ts'
import { exportedRequest } from './exported-request.ts'
import type { Exporting, ExportTools } from './exporting.ts'

const format = 'samtykke everything 1'

type Tools = Pick<ExportTools, 'renderer' | 'registry' | 'requestDialects' | 'receipts' | 'ids'>

/** What was found on the way. */
export interface Found {
  consents: number
  /** How many of the consents got a receipt. */
  receipts: number
}

interface Writing extends Exporting {
  readonly found: Found
  /** Of how many consents, the newest, receipts are given out. */
  readonly mostReceipts: number
  readonly giveOut: (receipt: Written) => void
}

/**
 * All that is kept about somebody, as the bytes of a signed JSON document. It is written as `canonicalJson` would write it, so that
 * what is signed comes bit by bit, too.
 */
export async function* everythingJson(
  tools: Tools,
  exported: ExportedParty,
  writing: Writing,
): AsyncGenerator<Uint8Array> {
  const signature = await tools.receipts.beginExport()
  for await (const bytes of inBlocks(parts(tools, exported, writing))) {
    signature.add(bytes)
    yield bytes
  }
  signature.add(Buffer.from('}'))
  yield Buffer.from(`,${member('signature', signature.finish())}}\n`)
}

/** Letters that are handed on at once. A block costs those after it some work; a large one stays in memory longer than it must. */
const blockLength = 64 * 1024

async function* inBlocks(all: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let block = ''
  for await (const part of all) {
    block += part
    if (block.length < blockLength) continue
    yield Buffer.from(block)
    block = ''
  }
  yield Buffer.from(block)
}

const member = (name: string, value: unknown): string => `"${name}":${canonicalJson(value)}`

/** @NOTE Members stand in the order of their names. */
async function* parts(tools: Tools, exported: ExportedParty, writing: Writing): AsyncGenerator<string> {
  const events: NumberedEvent[] = []
  const keep = (all: readonly NumberedEvent[]) => events.push(...all)
  yield '{"consents":['
  yield* listed(consentsOf(tools, exported, { ...writing, keep }))
  const requests: string[] = []
  for await (const page of exported.requests()) {
    for (const one of page) {
      keep(one.events)
      requests.push(canonicalJson(await exportedRequest(tools, one, writing)))
    }
  }
  yield `],${member('documents', exported.documents.map(exportedDocument))}`
  yield `,${member('exported_at', writing.at)},${member('format', format)},${member('issuer', writing.issuer)}`
  yield ',"ledger":['
  yield* listed(inOrder(events).map(event => canonicalJson(exportedEvent(event))))
  yield `],${member('logins', exportedLogins(exported))}`
  yield `,${member('person', exportedPerson(exported))}`
  yield `,${member(
    'powers',
    exported.powers.map(one => exportedPower(one, exported.parties)),
  )}`
  yield ',"requests":['
  yield* listed(requests)
  yield `],${member('support', exported.support.map(exportedAct))}`
}

/** With commas between. */
async function* listed(items: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let isFirst = true
  for await (const item of items) {
    yield isFirst ? item : `,${item}`
    isFirst = false
  }
}

interface Keeping extends Writing {
  readonly keep: (events: readonly NumberedEvent[]) => unknown
}

async function* consentsOf(
  tools: Tools,
  exported: ExportedParty,
  { keep, ...writing }: Keeping,
): AsyncGenerator<string> {
  for await (const page of exported.consents()) {
    for (const consent of page) {
      keep(consent.events)
      yield canonicalJson(await written(tools, exported, { ...writing, consent }))
    }
  }
}

async function written(
  tools: Tools,
  exported: ExportedParty,
  { consent, found, mostReceipts, giveOut, ...exporting }: Writing & { readonly consent: ExportedConsent },
) {
  const isGivenOut = found.consents++ < mostReceipts
  const receipt = await writeReceipt(tools, consent, { ...exporting, receiptId: tools.ids.uuid() })
  const altered = isGivenOut && (await exported.isAltered(consent.grant.id))
  if (isGivenOut && !altered) {
    found.receipts++
    giveOut(receipt)
  }
  return exportedConsent(consent, { written: receipt, altered })
}

/** Each once: what was asked to change a consent, and declined, is told of both. */
const inOrder = (events: readonly NumberedEvent[]): readonly NumberedEvent[] =>
  events
    .toSorted((a, b) => (a.stream === b.stream ? a.sequence - b.sequence : a.stream < b.stream ? -1 : 1))
    .filter(({ id }, index, all) => id !== all[index - 1]?.id)
