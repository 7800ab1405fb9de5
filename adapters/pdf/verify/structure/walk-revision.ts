import {
  type Cursor,
  expectWord,
  isRegular,
  skipBlanks,
  skipLineEnd,
  standsAt,
  takeInteger,
} from '../../common/cursor.ts'
import type { PdfFile, Revision } from '../../common/pdf-file.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { type IndirectObject, readObject } from '../../common/read-object.ts'

/** A revision read from its first byte to its last, as programs do that search for objects. */
export interface WalkedRevision {
  readonly objects: readonly IndirectObject[]
  /** Where it ends, line ends included. */
  readonly to: number
}

const endMark = '%%EOF'

/**
 * Reads everything between where the revision before it ended and its own end. Throws `PdfSyntaxError` for whatever is
 * neither an object nor the one cross-reference section.
 */
export function walkRevision(file: PdfFile, { revision, view, from }: RevisionPlace): WalkedRevision {
  const { bytes } = file
  const cursor: Cursor = { bytes, at: from }
  const objects: IndirectObject[] = []
  for (skipBlanks(cursor); cursor.at !== revision.xrefAt; skipBlanks(cursor)) {
    if (!startsObject(cursor)) throw new PdfSyntaxError(`Something else than an object at ${cursor.at}`)
    const object = readObject(bytes, cursor.at, ({ number }) => lengthAt(view, number))
    objects.push(object)
    cursor.at = object.to
  }
  cursor.at = revision.to
  expectLastWords(cursor, revision)
  return { objects, to: cursor.at }
}

export interface RevisionPlace {
  readonly revision: Revision
  readonly view: PdfView
  readonly from: number
}

const startsObject = ({ bytes, at }: Cursor) => isRegular(bytes[at]) && bytes[at] >= 0x30 && bytes[at] <= 0x39

function lengthAt(view: PdfView, number: number): number {
  const length = view.object(number)
  return typeof length === 'number' ? length : -1
}

function expectLastWords(cursor: Cursor, { xrefAt }: Revision): void {
  skipBlanks(cursor)
  expectWord(cursor, 'startxref')
  skipBlanks(cursor)
  if (takeInteger(cursor) !== xrefAt) throw new PdfSyntaxError('A revision that points to another')
  skipToEndMark(cursor)
  cursor.at += endMark.length
  for (let lines = 0; lines < 2; lines++) skipLineEnd(cursor)
}

/** The mark looks like a comment, so comments end here where it begins. */
function skipToEndMark(cursor: Cursor): void {
  while (!standsAt(cursor.bytes, endMark, cursor.at)) {
    const before = cursor.at
    skipLineEnd(cursor)
    if (cursor.at === before) throw new PdfSyntaxError('A revision without end')
  }
}
