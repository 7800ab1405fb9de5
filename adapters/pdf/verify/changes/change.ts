import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { ofKind, type PdfReference, type PdfValue } from '../../common/pdf-value.ts'
import { isSameValue } from './same-value.ts'

/** The file before and after one revision. */
export interface Change {
  readonly before: PdfView
  readonly after: PdfView
}

/** What a list gained at its end. Throws `PdfSyntaxError` when it changed in any other way. */
export function appended({ before, after }: Change, [was, is]: readonly [Item, Item]): PdfReference[] {
  const old = itemsOf(before.resolve(was))
  const now = itemsOf(after.resolve(is))
  const gained = growth(old, now)
  if (!gained) throw new PdfSyntaxError('A list changed other than by growing')
  return gained
}

/** The references that come after what was there before; nothing when anything else changed. */
export function growth(old: readonly PdfValue[], now: readonly PdfValue[]): PdfReference[] | undefined {
  const kept = old.every((item, index) => isSameValue(item, now[index]))
  const gained = now
    .slice(old.length)
    .map(item => ofKind(item, 'reference'))
    .filter(one => one !== undefined)
  return kept && gained.length === now.length - old.length ? gained : undefined
}

type Item = PdfValue | undefined

function itemsOf(value: Item): readonly PdfValue[] {
  if (value === undefined || value === null) return []
  const array = ofKind(value, 'array')
  if (!array) throw new PdfSyntaxError('Not a list')
  return array.items
}
