import { type Cursor, latin1 } from './cursor.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import type { PdfString } from './pdf-value.ts'

const escapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, f: 0x0c }

const [open, close, backslash, hexEnd] = [0x28, 0x29, 0x5c, 0x3e]

/** `(…)`, with its escapes and inner parentheses. */
export function readLiteralString(cursor: Cursor): PdfString {
  const from = cursor.at++
  const bytes: number[] = []
  for (let depth = 1; ; ) {
    const byte = next(cursor)
    if (byte === backslash) {
      bytes.push(...readEscape(cursor))
      continue
    }
    if (byte === open) depth++
    if (byte === close && --depth === 0) break
    bytes.push(byte)
  }
  return { kind: 'string', bytes: Uint8Array.from(bytes), from, to: cursor.at }
}

function readEscape(cursor: Cursor): number[] {
  const byte = next(cursor)
  const letter = String.fromCharCode(byte)
  if (/[0-7]/.test(letter)) return [readOctal(cursor, letter)]
  if (letter === '\r' && cursor.bytes[cursor.at] === 0x0a) cursor.at++
  if (letter === '\r' || letter === '\n') return []
  return [escapes[letter] ?? byte]
}

function readOctal(cursor: Cursor, first: string): number {
  let digits = first
  while (digits.length < 3 && /[0-7]/.test(String.fromCharCode(cursor.bytes[cursor.at] ?? 0))) {
    digits += String.fromCharCode(next(cursor))
  }
  return Number.parseInt(digits, 8) & 0xff
}

/** `<…>`; white space between the digits does not count. */
export function readHexString(cursor: Cursor): PdfString {
  const from = cursor.at
  const end = cursor.bytes.indexOf(hexEnd, from)
  if (end < 0) throw new PdfSyntaxError(`A string without end at ${from}`)
  cursor.at = end + 1
  return { kind: 'string', bytes: fromHex(cursor.bytes.subarray(from + 1, end)), from, to: cursor.at }
}

function fromHex(digits: Uint8Array): Uint8Array {
  const text = latin1(digits).replaceAll(/[\0\t\n\f\r ]+/g, '')
  const bytes = new Uint8Array(Buffer.from(text.length % 2 === 0 ? text : `${text}0`, 'hex'))
  if (bytes.length !== Math.ceil(text.length / 2)) throw new PdfSyntaxError('Not hexadecimal digits')
  return bytes
}

function next(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++]
  if (byte === undefined) throw new PdfSyntaxError('The file ends in the middle of a string')
  return byte
}
