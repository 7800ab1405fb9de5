import { type Cursor, skipBlanks, takeInteger } from './cursor.ts'
import { decodeStream } from './decode-stream.ts'
import type { InflateBudget } from './inflate-budget.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { isName, type PdfStream, type PdfValue } from './pdf-value.ts'
import { readValue } from './read-value.ts'

/** The objects of an object stream by their numbers. Throws `PdfSyntaxError` for any other stream. */
export function unpackObjects(stream: PdfStream, budget: InflateBudget): ReadonlyMap<number, PdfValue> {
  const { entries } = stream.dictionary
  const [count, first] = [entries.get('N'), entries.get('First')]
  if (!isName(entries.get('Type'), 'ObjStm') || typeof count !== 'number' || typeof first !== 'number') {
    throw new PdfSyntaxError('Not an object stream')
  }
  const data = decodeStream(stream, budget)
  const cursor: Cursor = { bytes: data, at: 0 }
  const objects = new Map<number, PdfValue>()
  for (let index = 0; index < count; index++) {
    const number = nextInteger(cursor)
    const at = first + nextInteger(cursor)
    if (objects.has(number)) throw new PdfSyntaxError('One object twice in one stream')
    objects.set(number, readValue({ bytes: data, at }))
  }
  return objects
}

function nextInteger(cursor: Cursor): number {
  skipBlanks(cursor)
  return takeInteger(cursor)
}
