import { latin1 } from '../../common/cursor.ts'
import type { PdfFile } from '../../common/pdf-file.ts'
import type { PdfSignature } from './pdf-signature.ts'

/** What a byte range names, in one piece; `undefined` when it is not two pieces of this file, one after the other. */
export function signedBytes(bytes: Uint8Array, range: readonly number[]): Uint8Array | undefined {
  const [from, before, after, rest] = range
  if (range.length !== 4 || range.some(one => !Number.isInteger(one) || one < 0)) return undefined
  if (from !== 0 || after! < before! || after! + rest! > bytes.length) return undefined
  return Buffer.concat([bytes.subarray(0, before), bytes.subarray(after, after! + rest!)])
}

/** Whether a signature covers everything up to the end of its revision but the very digits that it consists of. */
export function coversItsRevision({ bytes, revisions }: PdfFile, signature: PdfSignature): boolean {
  const { byteRange, contents, revision } = signature
  const [from, before, after, rest] = byteRange as [number, number, number, number]
  const isGap = from === 0 && before === contents.from && after === contents.to
  return (
    isGap &&
    isHexOnly(bytes, contents) &&
    endsRevision(bytes, { end: after + rest, at: revisions[revision]?.to ?? 0 })
  )
}

/** White space between the digits would be room for something that nobody signed. */
const isHexOnly = (bytes: Uint8Array, { from, to }: PdfSignature['contents']): boolean =>
  /^<(?:[0-9A-Fa-f]{2})+>$/.test(latin1(bytes.subarray(from, to)))

const ending = /^(?:\s|%[^\r\n]*[\r\n])*startxref\s+\d+\s+%%EOF[\r\n]{0,4}$/

/** Whether nothing but the last words of the revision is between its cross-reference section and that place. */
function endsRevision(bytes: Uint8Array, { end, at }: { end: number; at: number }): boolean {
  if (at >= end || end - at > 256 || end > bytes.length) return false
  return ending.test(latin1(bytes.subarray(at, end)))
}
