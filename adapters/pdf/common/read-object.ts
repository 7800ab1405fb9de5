import { type Cursor, expectWord, skipBlanks, skipLineEnd, standsAt, takeInteger } from './cursor.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { ofKind, type PdfDictionary, type PdfReference, type PdfValue } from './pdf-value.ts'
import { readValue } from './read-value.ts'

/** `number generation obj … endobj`, and where it ends. */
export interface IndirectObject {
  readonly number: number
  readonly generation: number
  readonly value: PdfValue
  readonly from: number
  readonly to: number
}

/** How long a stream is when its dictionary only says where that is. */
export type LengthOf = (reference: PdfReference) => number

/** The object that begins exactly there. Throws `PdfSyntaxError`. */
export function readObject(bytes: Uint8Array, from: number, lengthOf: LengthOf): IndirectObject {
  const cursor: Cursor = { bytes, at: from }
  const number = takeInteger(cursor)
  skipBlanks(cursor)
  const generation = takeInteger(cursor)
  skipBlanks(cursor)
  expectWord(cursor, 'obj')
  const value = readValueOrStream(cursor, lengthOf)
  skipBlanks(cursor)
  expectWord(cursor, 'endobj')
  return { number, generation, value, from, to: cursor.at }
}

function readValueOrStream(cursor: Cursor, lengthOf: LengthOf): PdfValue {
  const value = readValue(cursor)
  skipBlanks(cursor)
  const dictionary = ofKind(value, 'dictionary')
  if (!dictionary || !standsAt(cursor.bytes, 'stream', cursor.at)) return value
  expectWord(cursor, 'stream')
  skipLineEnd(cursor)
  const data = takeData(cursor, lengthIn(dictionary, lengthOf))
  return { kind: 'stream', dictionary, data }
}

function takeData(cursor: Cursor, length: number): Uint8Array {
  const from = cursor.at
  cursor.at += length
  if (cursor.at > cursor.bytes.length) throw new PdfSyntaxError(`A stream longer than the file at ${from}`)
  skipLineEnd(cursor)
  expectWord(cursor, 'endstream')
  return cursor.bytes.subarray(from, from + length)
}

function lengthIn(dictionary: PdfDictionary, lengthOf: LengthOf): number {
  const length = dictionary.entries.get('Length')
  const reference = ofKind(length, 'reference')
  const found = reference ? lengthOf(reference) : length
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 0) {
    throw new PdfSyntaxError('A stream without length')
  }
  return found
}
