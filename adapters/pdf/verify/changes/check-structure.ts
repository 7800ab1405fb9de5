import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'
import type { PdfView } from '../../common/pdf-view.ts'
import { type Change, growth } from './change.ts'
import type { NewField } from './check-field.ts'
import { pagesOf } from './pages.ts'
import { changedKeys, isSameValue } from './same-value.ts'
import { kidsIn, readStructure, type StructureTree } from './structure-tree.ts'

/**
 * Throws `PdfSyntaxError` when the structure of the document changed in any other way than by one element at an end for
 * each new widget, which says no more than that a form field is there.
 */
export function checkStructure(change: Change, fields: readonly NewField[]): void {
  const [was, is] = [readStructure(change.before), readStructure(change.after)]
  if (!was || !is) {
    if (was !== is) throw new PdfSyntaxError('The structure of the document came or went')
    return
  }
  const told = elementsAdded(change, was).map(added => toldBy(change.after, added, fields))
  if (new Set(told.map(({ field }) => field)).size !== told.length)
    throw new PdfSyntaxError('Two structure elements for one widget')
  checkRoot(change, [was.root, is.root])
  checkParents(change, { was, is, fields, told })
}

interface AddedElement {
  readonly number: number
  /** The element that it hangs under. */
  readonly under: number
}

function elementsAdded({ before, after }: Change, { elements, root }: StructureTree): AddedElement[] {
  const added: AddedElement[] = []
  for (const [number, was] of elements) {
    const is = after.dictionary({ kind: 'reference', number, generation: 0 })
    if (was === is) continue
    const wrong = is && changedKeys(was, is).find(key => key !== 'K')
    if (!is) throw new PdfSyntaxError(`Structure element ${number} is gone`)
    if (was !== root && wrong !== undefined)
      throw new PdfSyntaxError(`The ${wrong} of structure element ${number} changed`)
    const [old, now] = [kidsIn(before, was.entries.get('K')), kidsIn(after, is.entries.get('K'))]
    const gained = growth(old, now)
    if (!gained) throw new PdfSyntaxError(`What structure element ${number} holds changed`)
    added.push(...gained.map(kid => ({ number: kid.number, under: number })))
  }
  return added
}

const ofElement = new Set(['Type', 'S', 'P', 'Pg', 'K'])
const ofObject = new Set(['Type', 'Obj', 'Pg'])

interface Told {
  readonly element: number
  readonly field: NewField
}

/** The new field that a new element refers to. */
function toldBy(view: PdfView, { number, under }: AddedElement, fields: readonly NewField[]): Told {
  const element = view.dictionary({ kind: 'reference', number, generation: 0 })
  if (!element || !isName(element.entries.get('S'), 'Form'))
    throw new PdfSyntaxError('A structure element that is no form field')
  const wrong = [...element.entries.keys()].find(key => !ofElement.has(key))
  if (wrong !== undefined) throw new PdfSyntaxError(`A new structure element with ${wrong}`)
  const field = fieldIn(view, element, fields)
  const isWhole = refersTo(element.entries.get('P'), under) && isType(element, 'StructElem')
  if (!field || !isWhole)
    throw new PdfSyntaxError('A structure element of something else than the new widget')
  return { element: number, field }
}

/** The new field whose widget is all that the element holds. */
function fieldIn(view: PdfView, element: PdfDictionary, fields: readonly NewField[]): NewField | undefined {
  const [object, ...more] = kidsIn(view, element.entries.get('K')).map(kid => view.dictionary(kid))
  if (!object || more.length > 0) return undefined
  const field = fields.find(one => refersTo(object.entries.get('Obj'), one.number))
  const isWhole =
    field !== undefined &&
    isName(object.entries.get('Type'), 'OBJR') &&
    [...object.entries.keys()].every(key => ofObject.has(key)) &&
    [element, object].every(one => isOnPage(view, one.entries.get('Pg'), field))
  return isWhole ? field : undefined
}

const isType = ({ entries }: PdfDictionary, name: string): boolean =>
  !entries.has('Type') || isName(entries.get('Type'), name)

const refersTo = (value: PdfValue | undefined, number: number): boolean =>
  ofKind(value, 'reference')?.number === number

/** Nothing is right, too: the widget says where it is. */
function isOnPage(view: PdfView, value: PdfValue | undefined, field: NewField): boolean {
  if (value === undefined) return true
  const page = pagesOf(view).find(({ number }) => refersTo(value, number))
  return kidsIn(view, page?.dictionary.entries.get('Annots')).some(one => refersTo(one, field.number))
}

const ofRoot = new Set(['K', 'ParentTree', 'ParentTreeNextKey'])

function checkRoot({ after }: Change, [was, is]: readonly [PdfDictionary, PdfDictionary]): void {
  for (const key of changedKeys(was, is)) {
    const isEmptyMap =
      key === 'RoleMap' && !was.entries.has(key) && isEmpty(after.dictionary(is.entries.get(key)))
    if (!ofRoot.has(key) && !isEmptyMap) throw new PdfSyntaxError(`The structure's ${key} changed`)
  }
}

const isEmpty = (dictionary: PdfDictionary | undefined): boolean => dictionary?.entries.size === 0

interface ParentsQuestion {
  readonly was: StructureTree
  readonly is: StructureTree
  readonly fields: readonly NewField[]
  readonly told: readonly Told[]
}

/** Everything belongs to what it belonged to, and new widgets to their own elements. */
function checkParents(change: Change, { was, is, fields, told }: ParentsQuestion): void {
  for (const [key, value] of was.parents) {
    if (!isSameParent(change, [value, is.parents.get(key)]))
      throw new PdfSyntaxError(`What content ${key} belongs to changed`)
  }
  const own = new Map(
    told.map(({ element, field }) => [field.dictionary.entries.get('StructParent'), element]),
  )
  for (const [key, value] of is.parents) {
    if (was.parents.has(key)) continue
    const element = own.get(key)
    if (element === undefined || !refersTo(value, element))
      throw new PdfSyntaxError(`Content ${key} that is no new widget has a place in the structure`)
  }
  for (const { dictionary } of fields) {
    const key = dictionary.entries.get('StructParent')
    if (typeof key === 'number' && was.parents.has(key))
      throw new PdfSyntaxError('A widget in the place of something else in the structure')
  }
  checkNextKey(was, is)
}

/** The same element, or a list of the same ones. */
function isSameParent(
  { before, after }: Change,
  [was, is]: readonly [PdfValue, PdfValue | undefined],
): boolean {
  const [old, now] = [ofKind(before.resolve(was), 'array'), ofKind(after.resolve(is), 'array')]
  return old || now ? isSameValue(old, now) : isSameValue(was, is)
}

function checkNextKey(was: StructureTree, is: StructureTree): void {
  const [old, next] = [was.root, is.root].map(({ entries }) => entries.get('ParentTreeNextKey'))
  if (isSameValue(old, next)) return
  const isHigher = typeof next === 'number' && next >= (typeof old === 'number' ? old : 0)
  if (!isHigher || [...is.parents.keys()].some(key => key >= next))
    throw new PdfSyntaxError("The structure's ParentTreeNextKey changed")
}
