import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { isName, ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'
import type { PdfView } from '../../common/pdf-view.ts'

/** How a document is told to those who have it read aloud (ISO 32000-2, 14.7). */
export interface StructureTree {
  readonly root: PdfDictionary
  /** The root and all elements, by the objects that they are. */
  readonly elements: ReadonlyMap<number, PdfDictionary>
  /** What marked content and annotations belong to, by the numbers that they give. */
  readonly parents: ReadonlyMap<number, PdfValue>
  /** The objects that all this is written in, the lists of the parents aside. */
  readonly objects: ReadonlySet<number>
}

/** Nothing for a document without. Throws `PdfSyntaxError` for a tree that is none. */
export function readStructure(view: PdfView): StructureTree | undefined {
  const place = ofKind(view.dictionary(view.root)?.entries.get('StructTreeRoot'), 'reference')
  const root = view.dictionary(place)
  if (!place || !root) return undefined
  const elements = new Map([[place.number, root]])
  const lists = new Set<number>()
  for (const [, element] of elements) {
    const kids = element.entries.get('K')
    const list = ofKind(kids, 'reference')
    if (list && ofKind(view.resolve(list), 'array')) lists.add(list.number)
    for (const kid of kidsIn(view, kids)) {
      const reference = ofKind(kid, 'reference')
      const dictionary = view.dictionary(reference)
      if (reference && dictionary && isElement(dictionary)) elements.set(reference.number, dictionary)
    }
  }
  const { parents, nodes } = readParents(view, root.entries.get('ParentTree'))
  return { root, elements, parents, objects: new Set([...elements.keys(), ...lists, ...nodes]) }
}

/** What an element holds, in its order. */
export function kidsIn(view: PdfView, value: PdfValue | undefined): readonly PdfValue[] {
  const array = ofKind(view.resolve(value), 'array')
  if (array) return array.items
  return value === undefined || value === null ? [] : [value]
}

const isElement = ({ entries }: PdfDictionary): boolean =>
  ofKind(entries.get('S'), 'name') !== undefined &&
  !isName(entries.get('Type'), 'MCR') &&
  !isName(entries.get('Type'), 'OBJR')

const ofNode = new Set(['Kids', 'Nums', 'Limits'])

interface Parents {
  readonly parents: ReadonlyMap<number, PdfValue>
  readonly nodes: ReadonlySet<number>
}

/** A number tree (ISO 32000-2, 7.9.7). */
function readParents(view: PdfView, top: PdfValue | undefined): Parents {
  const parents = new Map<number, PdfValue>()
  const nodes = new Set<number>()
  const waiting = top === undefined ? [] : [top]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    const number = ofKind(value, 'reference')?.number
    const node = view.dictionary(value)
    if (!node || [...node.entries.keys()].some(key => !ofNode.has(key)) || nodes.has(number ?? -1))
      throw noTree()
    if (number !== undefined) nodes.add(number)
    for (const list of ['Nums', 'Kids'] as const) {
      const reference = ofKind(node.entries.get(list), 'reference')
      if (reference) nodes.add(reference.number)
    }
    readPairs(kidsIn(view, node.entries.get('Nums')), parents)
    waiting.push(...kidsIn(view, node.entries.get('Kids')))
  }
  return { parents, nodes }
}

function readPairs(items: readonly PdfValue[], parents: Map<number, PdfValue>): void {
  for (let at = 0; at < items.length; at += 2) {
    const [key, value] = [items[at], items[at + 1]]
    if (typeof key !== 'number' || value === undefined || parents.has(key)) throw noTree()
    parents.set(key, value)
  }
}

const noTree = () => new PdfSyntaxError("The structure's parents are no tree")
