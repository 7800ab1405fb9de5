import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { ofKind, type PdfReference, type PdfValue } from '../../common/pdf-value.ts'

/** The file before and after one revision. */
export interface Change {
  readonly before: PdfView
  readonly after: PdfView
}

/** What a list gained at its end. Throws `PdfSyntaxError` when it changed in any other way. */
export function appended({ before, after }: Change, [was, is]: readonly [Item, Item]): PdfReference[] {
  const old = itemsOf(before.resolve(was))
  const now = itemsOf(after.resolve(is))
  const references = now.map(item => ofKind(item, 'reference'))
  const kept = old.every((item, index) => {
    const reference = ofKind(item, 'reference')
    return reference !== undefined && references[index]?.number === reference.number
  })
  const gained = references.slice(old.length).filter(one => one !== undefined)
  if (!kept || gained.length !== now.length - old.length)
    throw new PdfSyntaxError('A list changed other than by growing')
  return gained
}

type Item = PdfValue | undefined

function itemsOf(value: Item): readonly PdfValue[] {
  if (value === undefined || value === null) return []
  const array = ofKind(value, 'array')
  if (!array) throw new PdfSyntaxError('Not a list')
  return array.items
}
