import type { Entry } from './cross-reference.ts'
import type { PdfFile } from './pdf-file.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { ofKind, type PdfDictionary, type PdfReference, type PdfValue } from './pdf-value.ts'
import { type IndirectObject, readObject } from './read-object.ts'
import { unpackObjects } from './unpack-objects.ts'

/** The file as it was when one of its revisions was the last. Objects are read when they are asked for. */
export interface PdfView {
  readonly entries: ReadonlyMap<number, Entry>
  /** The trailer's `/Root`. */
  readonly root: PdfReference
  /** `null` for an object that is not there, as the format has it. */
  object(number: number): PdfValue
  /** What a reference leads to; any other value is itself. */
  resolve(value: PdfValue | undefined): PdfValue | undefined
  dictionary(value: PdfValue | undefined): PdfDictionary | undefined
}

export function viewAt(file: PdfFile, revision: number): PdfView {
  const root = ofKind(file.revisions[revision]?.trailer.entries.get('Root'), 'reference')
  if (!root) throw new PdfSyntaxError('A file without root')
  const entries = entriesUpTo(file, revision)
  const object = objectReader(file, entries)
  const resolve = (value: PdfValue | undefined): PdfValue | undefined => {
    const reference = ofKind(value, 'reference')
    if (!reference) return value
    const entry = entries.get(reference.number)
    return reference.generation === (entry?.kind === 'at' ? entry.generation : 0)
      ? object(reference.number)
      : null
  }
  return { entries, root, object, resolve, dictionary: value => ofKind(resolve(value), 'dictionary') }
}

function entriesUpTo({ revisions }: PdfFile, revision: number): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  for (const one of revisions.slice(0, revision + 1)) {
    for (const [number, entry] of one.entries) entries.set(number, entry)
  }
  return entries
}

function objectReader(file: PdfFile, entries: ReadonlyMap<number, Entry>): (number: number) => PdfValue {
  const known = new Map<number, PdfValue>()
  const packed = new Map<number, ReadonlyMap<number, PdfValue>>()

  const object = (number: number): PdfValue => {
    if (known.has(number)) return known.get(number)!
    known.set(number, null)
    const value = read(number)
    known.set(number, value)
    return value
  }
  const read = (number: number): PdfValue => {
    const entry = entries.get(number)
    if (!entry || entry.kind === 'free') return null
    if (entry.kind === 'within') return unpack(entry.container).get(number) ?? missing(number)
    const found = readAt(file, entry.offset, lengthOf)
    return found.number === number && found.generation === entry.generation ? found.value : missing(number)
  }
  const lengthOf = ({ number }: PdfReference): number => {
    const length = entries.get(number)?.kind === 'at' ? object(number) : undefined
    return typeof length === 'number' ? length : -1
  }
  const unpack = (container: number): ReadonlyMap<number, PdfValue> => {
    const stream = entries.get(container)?.kind === 'at' ? ofKind(object(container), 'stream') : undefined
    const objects = packed.get(container) ?? unpackObjects(stream ?? missing(container), file.budget)
    packed.set(container, objects)
    return objects
  }
  return object
}

/** Kept for other views of the same file, unless it depends on one of them how long the object is. */
function readAt(
  file: PdfFile,
  offset: number,
  lengthOf: (reference: PdfReference) => number,
): IndirectObject {
  const known = file.known.get(offset)
  if (known) return known
  let depends = false
  const object = readObject(file.bytes, offset, reference => {
    depends = true
    return lengthOf(reference)
  })
  if (!depends) file.known.set(offset, object)
  return object
}

function missing(number: number): never {
  throw new PdfSyntaxError(`Object ${number} is not where the file says`)
}
