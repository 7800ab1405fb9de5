import { canonicalJson } from '../../../server/domain/text/canonical-json.ts'

/** A receipt taken apart: what was signed, and the signature. */
export interface ReceiptFile {
  readonly format: 'json' | 'pdf'
  readonly payload: Uint8Array
  readonly signature: string
}

type Members = Readonly<Record<string, unknown>>

const mark = '\n%samtykke-receipt '

/** A file much longer than any receipt is none. */
export const longest = 10_000_000

export const recordPayload = (record: unknown): Uint8Array => Buffer.from(canonicalJson(record))

export const recordFile = (record: Members, signature: string): Uint8Array =>
  Buffer.from(`${JSON.stringify({ receipt: record, signature }, null, 2)}\n`)

/** A comment after the end of the document: readers of PDF pass it by. */
export const pdfFile = (pdf: Uint8Array, signature: string): Uint8Array =>
  Buffer.concat([pdf, Buffer.from(`${mark}${signature}\n`)])

/** `undefined` for what cannot be a receipt. */
export function openReceiptFile(file: Uint8Array): ReceiptFile | undefined {
  if (file.length > longest) return undefined
  const bytes = Buffer.from(file)
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? openPdf(bytes) : openRecord(bytes)
}

function openPdf(bytes: Buffer): ReceiptFile | undefined {
  const at = bytes.lastIndexOf(mark)
  if (at < 0) return undefined
  const [, signature] =
    /^([\w-]+\.\.[\w-]+)\n$/.exec(bytes.subarray(at + mark.length).toString('latin1')) ?? []
  return signature ? { format: 'pdf', payload: bytes.subarray(0, at), signature } : undefined
}

function openRecord(bytes: Buffer): ReceiptFile | undefined {
  const opened = openSignedRecord(bytes, 'receipt')
  return opened && { format: 'json', payload: recordPayload(opened.record), signature: opened.signature }
}

/** A JSON document with a record under its name, and the signature over it, and nothing else or twice. */
export function openSignedRecord(
  bytes: Buffer,
  name: string,
): { readonly record: Members; readonly signature: string } | undefined {
  const text = bytes.toString('utf8')
  const document = parse(text)
  if (!document || namesIn(text) !== membersOf(document)) return undefined
  const { [name]: record, signature, ...more } = document
  if (!isMembers(record) || typeof signature !== 'string' || Object.keys(more).length > 0) return undefined
  return /^[\w-]+\.\.[\w-]+$/.test(signature) ? { record, signature } : undefined
}

function parse(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names as they are written. More of them than members: something is there twice, and readers would differ. */
const namesIn = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce<number>((sum, one) => sum + membersOf(one), 0)
  return Array.isArray(value) ? inner : inner + Object.keys(value).length
}
