import { type CrossReference, type Entry, mostObjects } from './cross-reference.ts'
import { decodeStream } from './decode-stream.ts'
import type { InflateBudget } from './inflate-budget.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { isName, ofKind, type PdfDictionary, type PdfStream } from './pdf-value.ts'
import { readObject } from './read-object.ts'

/** A cross-reference stream; its length must be in it. */
export function readXrefStream(bytes: Uint8Array, from: number, budget: InflateBudget): CrossReference {
  const object = readObject(bytes, from, () => -1)
  const stream = ofKind(object.value, 'stream')
  if (!stream || !isName(stream.dictionary.entries.get('Type'), 'XRef')) {
    throw new PdfSyntaxError('Not a cross-reference stream')
  }
  return { entries: entriesOf(stream, budget), trailer: stream.dictionary, to: object.to }
}

function entriesOf(stream: PdfStream, budget: InflateBudget): Map<number, Entry> {
  const widths = numbersIn(stream.dictionary, 'W')
  if (widths?.length !== 3 || widths.some(width => width > 8))
    throw new PdfSyntaxError('Fields without width')
  const numbers = numbersOf(stream.dictionary)
  const data = decodeStream(stream, budget)
  const width = widths[0]! + widths[1]! + widths[2]!
  if (width === 0 || data.length !== numbers.length * width)
    throw new PdfSyntaxError('Entries of another number')
  const entries = new Map<number, Entry>()
  numbers.forEach((number, index) => {
    if (entries.has(number)) throw new PdfSyntaxError('One object twice in one stream')
    entries.set(number, toEntry(data.subarray(index * width, (index + 1) * width), widths))
  })
  return entries
}

function numbersOf(dictionary: PdfDictionary): number[] {
  const size = dictionary.entries.get('Size')
  const index = numbersIn(dictionary, 'Index') ?? [0, typeof size === 'number' ? size : -1]
  const numbers: number[] = []
  for (let at = 0; at < index.length; at += 2) {
    const [first, count] = [index[at]!, index[at + 1] ?? -1]
    if (count < 0 || first + count > mostObjects) throw new PdfSyntaxError('Too many objects')
    for (let number = first; number < first + count; number++) numbers.push(number)
  }
  if (numbers.length > mostObjects) throw new PdfSyntaxError('Too many objects')
  return numbers
}

function toEntry(row: Uint8Array, widths: readonly number[]): Entry {
  const [one, two] = [widths[0]!, widths[0]! + widths[1]!]
  const kind = one === 0 ? 1 : numberOf(row.subarray(0, one))
  const second = numberOf(row.subarray(one, two))
  const third = numberOf(row.subarray(two))
  if (kind === 0) return { kind: 'free' }
  if (kind === 1) return { kind: 'at', offset: second, generation: third }
  if (kind === 2) return { kind: 'within', container: second, index: third }
  throw new PdfSyntaxError('An entry of an unknown kind')
}

const numberOf = (bytes: Uint8Array): number => bytes.reduce((number, byte) => number * 256 + byte, 0)

function numbersIn(dictionary: PdfDictionary, key: string): number[] | undefined {
  const items = ofKind(dictionary.entries.get(key), 'array')?.items
  if (items && !items.every(item => typeof item === 'number' && Number.isInteger(item) && item >= 0)) {
    throw new PdfSyntaxError(`Not whole numbers in ${key}`)
  }
  return items as number[] | undefined
}
