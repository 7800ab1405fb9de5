import { type Entry, mostObjects } from './cross-reference.ts'
import type { CrossReference } from './cross-reference.ts'
import { type Cursor, expectWord, isRegular, skipBlanks, takeInteger, takeWord } from './cursor.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { ofKind } from './pdf-value.ts'
import { readValue } from './read-value.ts'

/** The classic table and its trailer, from the word `xref` on. */
export function readXrefTable(bytes: Uint8Array, from: number): CrossReference {
  const cursor: Cursor = { bytes, at: from }
  expectWord(cursor, 'xref')
  const entries = new Map<number, Entry>()
  for (skipBlanks(cursor); startsWithDigit(cursor); skipBlanks(cursor)) readSubsection(cursor, entries)
  expectWord(cursor, 'trailer')
  const trailer = ofKind(readValue(cursor), 'dictionary')
  if (!trailer) throw new PdfSyntaxError('A table without trailer')
  return { entries, trailer, to: cursor.at }
}

function readSubsection(cursor: Cursor, entries: Map<number, Entry>): void {
  const first = takeInteger(cursor)
  skipBlanks(cursor)
  const count = takeInteger(cursor)
  if (first + count > mostObjects) throw new PdfSyntaxError('Too many objects')
  for (let number = first; number < first + count; number++) {
    if (entries.has(number)) throw new PdfSyntaxError('One object twice in one table')
    entries.set(number, readEntry(cursor))
  }
}

function readEntry(cursor: Cursor): Entry {
  skipBlanks(cursor)
  const offset = takeInteger(cursor)
  skipBlanks(cursor)
  const generation = takeInteger(cursor)
  skipBlanks(cursor)
  const word = takeWord(cursor)
  if (word !== 'n' && word !== 'f') throw new PdfSyntaxError('Not an entry of a table')
  return word === 'n' ? { kind: 'at', offset, generation } : { kind: 'free' }
}

const startsWithDigit = ({ bytes, at }: Cursor) =>
  isRegular(bytes[at]) && /\d/.test(String.fromCharCode(bytes[at]))
