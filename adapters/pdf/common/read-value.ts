import { type Cursor, isRegular, skipBlanks, takeWord } from './cursor.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import type { PdfArray, PdfDictionary, PdfName, PdfValue } from './pdf-value.ts'
import { readHexString, readLiteralString } from './read-string.ts'

const deepest = 40

/** One value from here on; never a stream, which is more than a value. Throws `PdfSyntaxError`. */
export function readValue(cursor: Cursor, depth = 0): PdfValue {
  if (depth > deepest) throw new PdfSyntaxError('Nested too deeply')
  skipBlanks(cursor)
  const [first, second] = [charAt(cursor, 0), charAt(cursor, 1)]
  if (first === '/') return readName(cursor)
  if (first === '(') return readLiteralString(cursor)
  if (first === '[') return readArray(cursor, depth)
  if (first === '<') return second === '<' ? readDictionary(cursor, depth) : readHexString(cursor)
  return readNumberOrWord(cursor)
}

function readName(cursor: Cursor): PdfName {
  cursor.at++
  const name = takeWord(cursor).replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return { kind: 'name', name }
}

function readArray(cursor: Cursor, depth: number): PdfArray {
  cursor.at++
  const items: PdfValue[] = []
  for (skipBlanks(cursor); charAt(cursor, 0) !== ']'; skipBlanks(cursor))
    items.push(readValue(cursor, depth + 1))
  cursor.at++
  return { kind: 'array', items }
}

function readDictionary(cursor: Cursor, depth: number): PdfDictionary {
  cursor.at += 2
  const entries = new Map<string, PdfValue>()
  for (skipBlanks(cursor); charAt(cursor, 0) === '/'; skipBlanks(cursor)) {
    const { name } = readName(cursor)
    if (entries.has(name)) throw new PdfSyntaxError(`Two values for one key at ${cursor.at}`)
    entries.set(name, readValue(cursor, depth + 1))
  }
  if (charAt(cursor, 0) !== '>' || charAt(cursor, 1) !== '>') {
    throw new PdfSyntaxError(`Not a dictionary at ${cursor.at}`)
  }
  cursor.at += 2
  return { kind: 'dictionary', entries }
}

function readNumberOrWord(cursor: Cursor): PdfValue {
  const word = takeWord(cursor)
  if (/^\d{1,10}$/.test(word)) return readReferenceAfter(cursor, Number(word))
  if (/^[+-]?(\d{1,15}\.?\d{0,15}|\.\d{1,15})$/.test(word)) return Number(word)
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  throw new PdfSyntaxError(`Not a value at ${cursor.at}`)
}

const referenceTail = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R/

function readReferenceAfter(cursor: Cursor, number: number): PdfValue {
  const ahead = Buffer.from(cursor.bytes.subarray(cursor.at, cursor.at + 32)).toString('latin1')
  const found = referenceTail.exec(ahead)
  if (!found || isRegular(cursor.bytes[cursor.at + found[0].length])) return number
  cursor.at += found[0].length
  return { kind: 'reference', number, generation: Number(found[1]) }
}

const charAt = ({ bytes, at }: Cursor, ahead: number): string | undefined => {
  const byte = bytes[at + ahead]
  return byte === undefined ? undefined : String.fromCharCode(byte)
}
