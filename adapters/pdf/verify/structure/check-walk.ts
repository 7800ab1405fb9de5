import { decodeStream } from '../../common/decode-stream.ts'
import type { Entry } from '../../common/cross-reference.ts'
import type { PdfFile, Revision } from '../../common/pdf-file.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind } from '../../common/pdf-value.ts'
import type { IndirectObject } from '../../common/read-object.ts'
import { checkStream } from './check-stream.ts'
import type { WalkedRevision } from './walk-revision.ts'

export interface Walk {
  readonly file: PdfFile
  readonly revision: Revision
  readonly walked: WalkedRevision
}

/**
 * Throws `PdfSyntaxError` unless the objects that are in a revision are exactly those that its cross-reference
 * section tells of: otherwise two programs see two documents.
 */
export function checkWalk(walk: Walk): void {
  const { file, revision, walked } = walk
  const told = [...revision.entries].filter(([, entry]) => entry.kind === 'at')
  const found = walked.objects.filter(({ from }) => from !== revision.hybridAt)
  if (new Set(found.map(({ number }) => number)).size !== found.length) {
    throw new PdfSyntaxError('One object twice in one revision')
  }
  for (const object of found) {
    if (!isTold(object, revision.entries.get(object.number))) {
      throw new PdfSyntaxError(`Object ${object.number} stands in the file, but the file does not tell of it`)
    }
  }
  const numbers = new Set(found.map(({ number }) => number))
  if (told.some(([number, entry]) => !numbers.has(number) && !isXrefItself(entry, revision))) {
    throw new PdfSyntaxError('The file tells of an object that does not stand there')
  }
  checkPacked(walk)
  for (const { value } of found) {
    const stream = ofKind(value, 'stream')
    if (stream) checkStream(stream, file.budget)
  }
}

const isTold = ({ from, generation }: IndirectObject, entry: Entry | undefined) =>
  entry?.kind === 'at' && entry.offset === from && entry.generation === generation

const isXrefItself = (entry: Entry, { xrefAt, hybridAt }: Revision) =>
  entry.kind === 'at' && (entry.offset === xrefAt || entry.offset === hybridAt)

/** Object streams of the revision hold what its section says of them, and none of another revision's. */
function checkPacked({ file, revision, walked }: Walk): void {
  const told = new Map<number, number>()
  for (const entry of revision.entries.values()) {
    if (entry.kind === 'within') told.set(entry.container, (told.get(entry.container) ?? 0) + 1)
  }
  for (const { number, value } of walked.objects) {
    const stream = ofKind(value, 'stream')
    if (!stream || !isName(stream.dictionary.entries.get('Type'), 'ObjStm')) continue
    if (stream.dictionary.entries.has('Extends'))
      throw new PdfSyntaxError('An object stream that extends another')
    if (stream.dictionary.entries.get('N') !== (told.get(number) ?? 0)) {
      throw new PdfSyntaxError('An object stream that holds more than the file tells of')
    }
    told.delete(number)
    decodeStream(stream, file.budget)
  }
  if (told.size > 0) throw new PdfSyntaxError('An object stream of another revision')
}
