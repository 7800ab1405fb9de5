import { PdfSyntaxError } from './pdf-syntax-error.ts'

/** A place in bytes that are being read. */
export interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

const blanks = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20])
const delimiters = new Set(Buffer.from('()<>[]{}/%'))

const lineFeed = 0x0a
const carriageReturn = 0x0d
const percent = 0x25

export const isBlank = (byte: number | undefined): boolean => byte !== undefined && blanks.has(byte)

/** Part of a word, a number or a name. */
export const isRegular = (byte: number | undefined): byte is number =>
  byte !== undefined && !blanks.has(byte) && !delimiters.has(byte)

/** Moves past white space and comments. */
export function skipBlanks(cursor: Cursor): void {
  for (;;) {
    while (isBlank(cursor.bytes[cursor.at])) cursor.at++
    if (cursor.bytes[cursor.at] !== percent) return
    while (cursor.at < cursor.bytes.length && !isLineEnd(cursor.bytes[cursor.at])) cursor.at++
  }
}

/** Moves past one line end, if there is one. */
export function skipLineEnd(cursor: Cursor): void {
  if (cursor.bytes[cursor.at] === carriageReturn) cursor.at++
  if (cursor.bytes[cursor.at] === lineFeed) cursor.at++
}

/** The regular characters from here on, perhaps none; moves past them. */
export function takeWord(cursor: Cursor): string {
  const from = cursor.at
  while (isRegular(cursor.bytes[cursor.at])) cursor.at++
  return latin1(cursor.bytes.subarray(from, cursor.at))
}

/** Moves past exactly that word. */
export function expectWord(cursor: Cursor, word: string): void {
  if (takeWord(cursor) !== word) throw new PdfSyntaxError(`Not ${word} at ${cursor.at}`)
}

/** A whole number of at most ten digits, as files use them for places and counts. */
export function takeInteger(cursor: Cursor): number {
  const word = takeWord(cursor)
  if (!/^\d{1,10}$/.test(word)) throw new PdfSyntaxError(`Not a whole number at ${cursor.at}`)
  return Number(word)
}

export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

/** Whether the word is at that place. */
export function standsAt(bytes: Uint8Array, word: string, at: number): boolean {
  return latin1(bytes.subarray(at, at + word.length)) === word
}

const isLineEnd = (byte: number | undefined) => byte === lineFeed || byte === carriageReturn
