import { isDeepStrictEqual } from 'node:util'
import type { CrossReference } from './cross-reference.ts'
import { type Cursor, expectWord, latin1, skipBlanks, standsAt, takeInteger } from './cursor.ts'
import { type InflateBudget, inflateBudget } from './inflate-budget.ts'
import type { IndirectObject } from './read-object.ts'
import { PdfSyntaxError } from './pdf-syntax-error.ts'
import { readXrefStream } from './read-xref-stream.ts'
import { readXrefTable } from './read-xref-table.ts'

/** What one save of the file added. */
export interface Revision extends CrossReference {
  /** Where its cross-reference section begins. */
  readonly xrefAt: number
  /** Where the stream of a hybrid file is beside its table. */
  readonly hybridAt: number | undefined
}

/** A file as its cross-references describe it, the oldest revision first. */
export interface PdfFile {
  readonly bytes: Uint8Array
  readonly revisions: readonly Revision[]
  readonly budget: InflateBudget
  /** Objects that have been read, by where they begin. */
  readonly known: Map<number, IndirectObject>
}

const mostRevisions = 32
const lastWords = 1024

/** Follows `startxref` and each `/Prev`; never searches for objects. Throws `PdfSyntaxError`. */
export function readPdfFile(bytes: Uint8Array): PdfFile {
  if (!standsAt(bytes, '%PDF-', 0)) throw new PdfSyntaxError('Not a PDF file')
  const budget = inflateBudget()
  const revisions: Revision[] = []
  for (let at: number | undefined = lastXref(bytes); at !== undefined; at = previousOf(revisions[0]!)) {
    if (revisions.length === mostRevisions) throw new PdfSyntaxError('Too many revisions')
    revisions.unshift(readRevision(bytes, at, budget))
  }
  return { bytes, revisions, budget, known: new Map() }
}

function lastXref(bytes: Uint8Array): number {
  const start = Math.max(0, bytes.length - lastWords)
  const found = latin1(bytes.subarray(start)).lastIndexOf('startxref')
  if (found < 0) throw new PdfSyntaxError('The file does not say where its objects are')
  const cursor: Cursor = { bytes, at: start + found }
  expectWord(cursor, 'startxref')
  skipBlanks(cursor)
  return takeInteger(cursor)
}

function readRevision(bytes: Uint8Array, xrefAt: number, budget: InflateBudget): Revision {
  if (!standsAt(bytes, 'xref', xrefAt)) {
    return { ...readXrefStream(bytes, xrefAt, budget), xrefAt, hybridAt: undefined }
  }
  const table = readXrefTable(bytes, xrefAt)
  const hybridAt = table.trailer.entries.get('XRefStm')
  if (hybridAt === undefined) return { ...table, xrefAt, hybridAt }
  if (typeof hybridAt !== 'number') throw new PdfSyntaxError('A hybrid file without stream')
  const hidden = readXrefStream(bytes, hybridAt, budget).entries
  return { ...table, entries: withHidden(table.entries, hidden), xrefAt, hybridAt }
}

/** In a hybrid file the stream lists what the table calls free, and of nothing else differently. */
function withHidden(
  table: CrossReference['entries'],
  hidden: CrossReference['entries'],
): CrossReference['entries'] {
  const entries = new Map(table)
  for (const [number, entry] of hidden) {
    const told = table.get(number)
    if (told && told.kind !== 'free' && !isDeepStrictEqual(told, entry)) {
      throw new PdfSyntaxError('Table and stream tell differently of one object')
    }
    entries.set(number, entry)
  }
  return entries
}

/** Revisions only ever follow what they build on; this is also why the chain ends. */
function previousOf({ trailer, xrefAt }: Revision): number | undefined {
  const previous = trailer.entries.get('Prev')
  if (previous === undefined) return undefined
  if (typeof previous !== 'number' || !Number.isInteger(previous) || previous < 0 || previous >= xrefAt) {
    throw new PdfSyntaxError('A revision that does not build on an earlier one')
  }
  return previous
}
