import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { isName, ofKind, type PdfDictionary } from '../../common/pdf-value.ts'
import { areaOf, type Page } from './pages.ts'

const ofWidgets = new Set(
  'Type Subtype FT T TU F Ff Rect P AP V MK BS Border DA DR H Q Lock SV M NM StructParent Lang'.split(' '),
)

/** A seal on the paper may not hide what the paper says. */
const largestShare = 1 / 2

export interface NewField {
  readonly number: number
  readonly dictionary: PdfDictionary
  /** What it was signed with. */
  readonly value: PdfDictionary
}

/** A new signature field that is its own widget. Throws `PdfSyntaxError` for any other kind of field. */
export function newField(view: PdfView, number: number): NewField {
  const dictionary = view.dictionary({ kind: 'reference', number, generation: 0 })
  const value = view.dictionary(dictionary?.entries.get('V'))
  if (!dictionary || !value || !isName(dictionary.entries.get('FT'), 'Sig')) {
    throw new PdfSyntaxError('A new field that is not a signature')
  }
  const wrong = [...dictionary.entries.keys()].find(key => !ofWidgets.has(key))
  if (wrong !== undefined) throw new PdfSyntaxError(`A signature field with ${wrong}`)
  const name = ofKind(dictionary.entries.get('T'), 'string')
  if (!name || name.bytes.includes(0x2e))
    throw new PdfSyntaxError('A signature field without a name of its own')
  return { number, dictionary, value }
}

/** Throws `PdfSyntaxError` when the field is on another page than it says, or takes too much of it. */
export function checkWidget({ dictionary }: NewField, page: Page): void {
  if (!isName(dictionary.entries.get('Subtype'), 'Widget'))
    throw new PdfSyntaxError('A new annotation that is no widget')
  const own = ofKind(dictionary.entries.get('P'), 'reference')
  if (own && own.number !== page.number) throw new PdfSyntaxError('A widget of another page')
  if (areaOf(dictionary.entries.get('Rect')) > page.area * largestShare) {
    throw new PdfSyntaxError('A signature that covers too much of its page')
  }
}
