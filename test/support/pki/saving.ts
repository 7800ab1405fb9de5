import { ofKind, type PdfValue } from '../../../adapters/pdf/common/pdf-value.ts'
import { readPdfFile } from '../../../adapters/pdf/common/pdf-file.ts'
import { printDictionary, printStream, printValue } from './print-value.ts'
import type { Revision } from './revision.ts'
import type { OwnObjects } from './sign-revision.ts'

/** What programs write besides when they save a file, honest or not; each for the revision that is being made. */
export const saving = {
  /** The information about the document with these entries. */
  information(pdf: Uint8Array, entries: Readonly<Record<string, string | undefined>>) {
    return (revision: Revision): void => revision.change(informationOf(pdf), entries)
  },
  /** The metadata with one thing in another way. */
  metadata(change: (xmp: string) => string, dictionary = '/Type /Metadata /Subtype /XML') {
    return (revision: Revision): void =>
      revision.put(metadataOf(revision), printStream(Buffer.from(change(xmpOf(revision))), dictionary))
  },
  /** An element for the signature's widget, as programs add it that care for readers aloud. */
  structure(plan: StructurePlan = {}) {
    return (revision: Revision, own: OwnObjects): void => addElement(revision, own, plan)
  },
} as const

/** The number of the object that the trailer calls `Info`. */
export const informationOf = (pdf: Uint8Array): number =>
  numberOf(
    readPdfFile(pdf)
      .revisions.findLast(({ trailer }) => trailer.entries.has('Info'))!
      .trailer.entries.get('Info'),
  )

/** What the trailer of an update has to say so that the information stays. */
export const withInformation = (pdf: Uint8Array) => ({ trailer: `/Info ${informationOf(pdf)} 0 R` }) as const

export const metadataOf = (revision: Revision): number => numberOf(catalogOf(revision).get('Metadata'))

export const xmpOf = ({ view, ...revision }: Revision): string =>
  Buffer.from(ofKind(view.object(metadataOf({ view, ...revision })), 'stream')!.data).toString('utf8')

export interface StructurePlan {
  /** More or other entries of the element. */
  readonly element?: Readonly<Record<string, string | undefined>>
  /** More or other entries of the tree's root. */
  readonly root?: Readonly<Record<string, string | undefined>>
  /** The key that the widget has among the parents, and the one that it says it has. */
  readonly key?: number
  readonly also?: (revision: Revision, tree: Tree) => void
}

export interface Tree {
  readonly root: number
  /** The element that all others hang under. */
  readonly document: number
  /** The first element within it. */
  readonly first: number
}

export function treeOf(revision: Revision): Tree {
  const root = numberOf(catalogOf(revision).get('StructTreeRoot'))
  const document = numberOf(kidsOf(revision, root)[0])
  return { root, document, first: numberOf(kidsOf(revision, document)[0]) }
}

function addElement(revision: Revision, { field }: OwnObjects, plan: StructurePlan): void {
  const tree = treeOf(revision)
  const { key = 1, element: entries = {}, root = {} } = plan
  const form = {
    Type: '/StructElem',
    S: '/Form',
    P: `${tree.document} 0 R`,
    Pg: `${revision.page} 0 R`,
    K: `<< /Type /OBJR /Obj ${field} 0 R >>`,
    ...entries,
  }
  const element = revision.add(printDictionary(new Map(), form))
  revision.change(tree.document, { K: revision.longer(tree.document, 'K', `${element} 0 R`) })
  revision.change(tree.root, {
    ParentTree: `<< /Nums [${parentsOf(revision, tree.root)} ${key} ${element} 0 R] >>`,
    ParentTreeNextKey: String(key + 1),
    ...root,
  })
  plan.also?.(revision, tree)
}

/** The parents that stand already, as they stand in the tree. */
export function parentsOf({ view }: Revision, root: number): string {
  const tree = view.dictionary(entriesOf({ view }, root).get('ParentTree'))!
  return ofKind(tree.entries.get('Nums'), 'array')!.items.map(printValue).join(' ')
}

const kidsOf = ({ view }: Revision, number: number): readonly PdfValue[] =>
  ofKind(view.resolve(entriesOf({ view }, number).get('K')), 'array')!.items

const catalogOf = ({ view, root }: Revision) => entriesOf({ view }, root)

const entriesOf = ({ view }: Pick<Revision, 'view'>, number: number) =>
  view.dictionary({ kind: 'reference', number, generation: 0 })!.entries

const numberOf = (value: PdfValue | undefined): number => ofKind(value, 'reference')!.number
