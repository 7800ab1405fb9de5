import type { PdfView } from '../../common/pdf-view.ts'
import { ofKind, type PdfValue } from '../../common/pdf-value.ts'
import { once } from '../once.ts'
import { pagesOf } from './pages.ts'
import { reachableFrom } from './reachable.ts'
import { readStructure } from './structure-tree.ts'

/**
 * Says of an object whether a signature may write it again: the catalog, the form and its list of fields, pages and their
 * lists of annotations, and what belongs to the security store, the metadata, the structure or the information about the
 * document alone. What they may become is for others to judge.
 */
export function changeableObjects(
  view: PdfView,
  information: PdfValue | undefined,
): (number: number) => boolean {
  const groups = [
    once(() => forSigning(view)),
    once(() => reachedOnlyBy(view, 'DSS')),
    once(() => both([entryOf(view, 'Metadata')], reachedOnlyBy(view, 'Metadata'))),
    once(() => both(readStructure(view)?.objects ?? [], reachedOnlyBy(view, 'StructTreeRoot'))),
    once(() => {
      const document = reachableFrom(view, [view.root])
      return new Set([numberOf(information)].filter(number => number !== undefined && !document.has(number)))
    }),
  ]
  return number => groups.some(group => group().has(number))
}

function forSigning(view: PdfView): Set<number | undefined> {
  const pages = pagesOf(view)
  const form = view.dictionary(view.root)?.entries.get('AcroForm')
  const lists = [
    view.dictionary(form)?.entries.get('Fields'),
    ...pages.map(({ dictionary }) => dictionary.entries.get('Annots')),
  ]
  return new Set([view.root, form, ...lists].map(numberOf).concat(pages.map(({ number }) => number)))
}

/** The numbers of what nothing leads to but that entry of the catalog. */
function reachedOnlyBy(view: PdfView, key: string): Set<number | undefined> {
  const entries = view.dictionary(view.root)?.entries ?? new Map<string, PdfValue>()
  const others = reachableFrom(
    view,
    [...entries].filter(([one]) => one !== key).map(([, value]) => value),
  )
  const reached = reachableFrom(view, [entries.get(key)])
  return new Set([...reached].filter(number => !others.has(number) && number !== view.root.number))
}

const both = (some: Iterable<number | undefined>, others: ReadonlySet<number | undefined>) =>
  new Set([...some].filter(one => others.has(one)))

const entryOf = (view: PdfView, key: string) => numberOf(view.dictionary(view.root)?.entries.get(key))

const numberOf = (value: PdfValue | undefined) => ofKind(value, 'reference')?.number
