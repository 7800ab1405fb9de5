import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { isName, ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'

export interface Page {
  /** The object that is the page. */
  readonly number: number
  readonly dictionary: PdfDictionary
  /** Width times height, in points. */
  readonly area: number
}

const mostPages = 500

/** Every page in its order. Throws `PdfSyntaxError` for a tree that is none. */
export function pagesOf(view: PdfView): Page[] {
  const pages: Page[] = []
  const seen = new Set<number>()
  const visit = (node: PdfValue | undefined, inherited: PdfValue | undefined): void => {
    const number = ofKind(node, 'reference')?.number
    const dictionary = view.dictionary(node)
    if (number === undefined || !dictionary || seen.has(number) || seen.size > mostPages) {
      throw new PdfSyntaxError('Not a tree of pages')
    }
    seen.add(number)
    const box = dictionary.entries.get('MediaBox') ?? inherited
    const kids = ofKind(view.resolve(dictionary.entries.get('Kids')), 'array')
    if (kids && !isName(dictionary.entries.get('Type'), 'Page')) for (const kid of kids.items) visit(kid, box)
    else pages.push({ number, dictionary, area: areaOf(view.resolve(box)) })
  }
  visit(view.dictionary(view.root)?.entries.get('Pages'), undefined)
  return pages
}

/** Of a rectangle; none for what is not one. */
export function areaOf(rectangle: PdfValue | undefined): number {
  const sides = ofKind(rectangle, 'array')?.items ?? []
  const [left, bottom, right, top] = sides
  if (sides.length !== 4 || !sides.every(side => typeof side === 'number')) return 0
  return Math.abs(((right as number) - (left as number)) * ((top as number) - (bottom as number)))
}
