import type { PdfView } from '../../common/pdf-view.ts'
import { ofKind, type PdfValue } from '../../common/pdf-value.ts'
import { pagesOf } from './pages.ts'
import { reachableFrom } from './reachable.ts'

/**
 * The objects of a file that a signature may write anew: the catalog, the form and its list of fields, pages and their
 * lists of annotations, and what belongs to the security store alone. What they may become is for others to judge.
 */
export function changeableObjects(view: PdfView): Set<number> {
  const catalog = view.dictionary(view.root)
  const form = catalog?.entries.get('AcroForm')
  const pages = pagesOf(view)
  const direct = [
    view.root,
    form,
    view.dictionary(form)?.entries.get('Fields'),
    ...pages.map(({ dictionary }) => dictionary.entries.get('Annots')),
  ]
  return new Set([
    ...direct.map(numberOf).filter(number => number !== undefined),
    ...pages.map(({ number }) => number),
    ...ofStoreAlone(view),
  ])
}

function ofStoreAlone(view: PdfView): number[] {
  const entries = view.dictionary(view.root)?.entries ?? new Map<string, PdfValue>()
  const store = entries.get('DSS')
  const others = reachableFrom(
    view,
    [...entries].filter(([key]) => key !== 'DSS').map(([, value]) => value),
  )
  return [...reachableFrom(view, [store])].filter(
    number => !others.has(number) && number !== view.root.number,
  )
}

const numberOf = (value: PdfValue | undefined) => ofKind(value, 'reference')?.number
