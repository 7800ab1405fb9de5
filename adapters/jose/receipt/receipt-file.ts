import { canonicalJson } from '../../../server/domain/text/canonical-json.ts'

/** A receipt, or all that is kept about somebody, taken apart: what was signed, and the signature. */
export interface ReceiptFile {
  readonly format: 'json' | 'pdf' | 'everything'
  readonly payload: Uint8Array
  readonly signature: string
}

type Members = Readonly<Record<string, unknown>>

const mark = '\n%samtykke-receipt '

/** A file much longer than any receipt is none; nor is one that is longer than all about anybody. */
export const longest = 10_000_000
const longestEverything = 250_000_000

export const recordPayload = (record: unknown): Uint8Array => Buffer.from(canonicalJson(record))

export const recordFile = (record: Members, signature: string): Uint8Array =>
  Buffer.from(`${JSON.stringify({ receipt: record, signature }, null, 2)}\n`)

/** A comment after the end of the document: readers of PDF pass it by. */
export const pdfFile = (pdf: Uint8Array, signature: string): Uint8Array =>
  Buffer.concat([pdf, Buffer.from(`${mark}${signature}\n`)])

/** `undefined` for what cannot be a receipt. */
export function openReceiptFile(file: Uint8Array): ReceiptFile | undefined {
  if (file.length > longestEverything) return undefined
  const bytes = Buffer.from(file)
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? openPdf(bytes) : openRecord(bytes)
}

function openPdf(bytes: Buffer): ReceiptFile | undefined {
  if (bytes.length > longest) return undefined
  const at = bytes.lastIndexOf(mark)
  if (at < 0) return undefined
  const [, signature] =
    /^([\w-]+\.\.[\w-]+)\n$/.exec(bytes.subarray(at + mark.length).toString('latin1')) ?? []
  return signature ? { format: 'pdf', payload: bytes.subarray(0, at), signature } : undefined
}

function openRecord(bytes: Buffer): ReceiptFile | undefined {
  const document = readOnce(bytes)
  if (document && isEverything(document)) return openEverything(document)
  const opened = document && bytes.length <= longest ? signedIn(document, 'receipt') : undefined
  return opened && { format: 'json', payload: recordPayload(opened.record), signature: opened.signature }
}

/** Signed are all members but the signature. */
function openEverything({ signature, ...rest }: Members): ReceiptFile | undefined {
  return isSignature(signature)
    ? { format: 'everything', payload: recordPayload(rest), signature }
    : undefined
}

interface SignedRecord {
  readonly record: Members
  readonly signature: string
}

/** A JSON document with a record under its name, and the signature over it, and nothing else or twice. */
export function openSignedRecord(bytes: Buffer, name: string): SignedRecord | undefined {
  const document = readOnce(bytes)
  return document && signedIn(document, name)
}

function signedIn(document: Members, name: string): SignedRecord | undefined {
  const { [name]: record, signature, ...more } = document
  if (!isMembers(record) || !isSignature(signature) || Object.keys(more).length > 0) return undefined
  return { record, signature }
}

/** `undefined` for what is no JSON object, and where something is there twice. */
function readOnce(bytes: Buffer): Members | undefined {
  const text = bytes.toString('utf8')
  const document = parse(text)
  return document && namesIn(text) === membersOf(document) ? document : undefined
}

const isEverything = ({ format }: Members): boolean => String(format).startsWith('samtykke everything ')

const isSignature = (value: unknown): value is string =>
  typeof value === 'string' && /^[\w-]+\.\.[\w-]+$/.test(value)

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
function namesIn(text: string): number {
  let names = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) names++
  return names
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value).reduce<number>((sum, one) => sum + membersOf(one), 0)
  return Array.isArray(value) ? inner : inner + Object.keys(value).length
}
