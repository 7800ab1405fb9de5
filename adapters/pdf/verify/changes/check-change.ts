import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfFile, Revision } from '../../common/pdf-file.ts'
import { isName, ofKind } from '../../common/pdf-value.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { appended, type Change } from './change.ts'
import { changeableObjects } from './changeable-objects.ts'
import { fieldsAdded } from './check-catalog.ts'
import { checkWidget, type NewField, newField } from './check-field.ts'
import { checkInformation, type Information } from './check-information.ts'
import { checkMetadata } from './check-metadata.ts'
import { checkStructure } from './check-structure.ts'
import { checkExtensions, checkVersion } from './check-version.ts'
import { areaOf, pagesOf } from './pages.ts'
import { reachableFrom, referencesIn } from './reachable.ts'
import { isSameValue, changedKeys } from './same-value.ts'

export interface RevisionChange extends Change {
  readonly file: PdfFile
  readonly revision: Revision
  readonly information: Information
}

/**
 * The fields that a revision signs with. Throws `PdfSyntaxError` when it does anything else than adding signature
 * fields, what it takes to validate them, and what programs say of themselves when they save a file.
 */
export function checkChange(change: RevisionChange): NewField[] {
  checkInformation(change, change.information)
  checkObjects(change)
  const fields = fieldsAdded(change).map(({ number }) => newField(change.after, number))
  checkNames(change, fields)
  checkPages(change, fields)
  checkStructure(change, fields)
  checkVersion(change, change.file.bytes)
  checkExtensions(change)
  checkMetadata(change, change.file.budget)
  checkNoOtherDocument(change)
  return fields
}

/** Nothing of before is written again as something else, and nothing is put where before led to nothing. */
function checkObjects({ before, after, revision, information }: RevisionChange): void {
  const mayChange = changeableObjects(before, information.was)
  const ledTo = reachableFrom(before, [before.root])
  for (const [number, entry] of revision.entries) {
    const had = before.entries.get(number)
    if (entry.kind === 'free') {
      if (had && had.kind !== 'free') throw new PdfSyntaxError(`Object ${number} was taken away`)
      continue
    }
    const isNew = !had || had.kind === 'free'
    if (isNew && ledTo.has(number))
      throw new PdfSyntaxError(`Object ${number} appears where there was nothing`)
    if (isNew || isSameValue(before.object(number), after.object(number)) || mayChange(number)) continue
    throw new PdfSyntaxError(`Object ${number} changed${whatIs(before, number)}`)
  }
}

/** What could be shown instead of the document later is refused while nothing leads to it. */
function checkNoOtherDocument({ before, after, revision }: RevisionChange): void {
  for (const number of revision.entries.keys()) {
    const reference = { kind: 'reference', number, generation: 0 } as const
    const type = before.dictionary(reference) ? undefined : after.dictionary(reference)?.entries.get('Type')
    const shown = ['Page', 'Pages', 'Catalog'].find(name => isName(type, name))
    if (shown !== undefined) throw new PdfSyntaxError(`Object ${number} is a new ${shown}`)
  }
}

/** For those who wonder what a number stands for. */
function whatIs(view: PdfView, number: number): string {
  const value = view.object(number)
  const { entries } = ofKind(value, 'dictionary') ?? ofKind(value, 'stream')?.dictionary ?? {}
  const type = ofKind(entries?.get('Type'), 'name') ?? ofKind(entries?.get('S'), 'name')
  if (type) return ` (${type.name})`
  const contents = pagesOf(view).flatMap(({ dictionary }) =>
    referencesIn(dictionary.entries.get('Contents') ?? null),
  )
  return contents.includes(number) ? ' (what a page shows)' : ''
}

function checkNames({ before }: Change, fields: readonly NewField[]): void {
  const old = fieldNames(before)
  const names = [...old, ...fields.map(({ dictionary }) => dictionary.entries.get('T'))]
  const isTwice = names.some((name, index) => names.findIndex(one => isSameValue(one, name)) !== index)
  if (isTwice) throw new PdfSyntaxError('Two fields of one name')
}

const fieldNames = (view: Change['before']) => {
  const form = view.dictionary(view.dictionary(view.root)?.entries.get('AcroForm'))
  return appended({ before: view, after: view }, [undefined, form?.entries.get('Fields')])
    .map(field => view.dictionary(field)?.entries.get('T'))
    .filter(name => name !== undefined)
}

function checkPages({ before, after }: Change, fields: readonly NewField[]): void {
  const now = pagesOf(after)
  for (const [index, was] of pagesOf(before).entries()) {
    const is = now[index]
    if (is?.number !== was.number) throw new PdfSyntaxError('Other pages')
    const wrong = changedKeys(was.dictionary, is.dictionary).find(key => key !== 'Annots')
    if (wrong !== undefined) throw new PdfSyntaxError(`A page's ${wrong} changed`)
    const lists = [was.dictionary.entries.get('Annots'), is.dictionary.entries.get('Annots')] as const
    for (const { number } of appended({ before, after }, lists)) {
      const field = fields.find(one => one.number === number)
      if (!field) throw new PdfSyntaxError('An annotation that is not a signature of this revision')
      checkWidget(field, is)
    }
  }
}

/** Throws `PdfSyntaxError` unless every field is an invisible time-stamp of the whole document. */
export function checkOnlyTimeStamps(fields: readonly NewField[]): void {
  for (const { dictionary, value } of fields) {
    const isTimeStamp = isName(value.entries.get('SubFilter'), 'ETSI.RFC3161')
    if (!isTimeStamp) throw new PdfSyntaxError('A further signature')
    if (areaOf(dictionary.entries.get('Rect')) > 0) throw new PdfSyntaxError('A time-stamp that can be seen')
  }
}
