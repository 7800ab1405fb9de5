import { PDFDocument } from '@cantoo/pdf-lib'
import { printStream } from './print-value.ts'
import type { Revision } from './revision.ts'

/** What an attacker may want to add to a document that somebody else has sealed. */
export const additions = {
  annotation({ add, change, longer, page }: Revision) {
    const note = add('<< /Type /Annot /Subtype /Text /Rect [10 10 40 40] /Contents (Much more) >>')
    change(page, { Annots: longer(page, 'Annots', `${note} 0 R`) })
  },
  page({ add, change, longer, view, root, page }: Revision) {
    const tree = parentOf({ view, root })
    const added = add(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] >>`)
    change(tree, { Kids: longer(tree, 'Kids', `${added} 0 R`), Count: '2' })
    change(page, {})
  },
  text({ add, change, longer, page, view }: Revision) {
    const text = add(printStream('BT 50 50 Td (I owe everything) Tj ET'))
    const standing = view
      .dictionary({ kind: 'reference', number: page, generation: 0 })!
      .entries.get('Contents')
    const own =
      standing && typeof standing === 'object' && standing.kind === 'reference'
        ? `${standing.number} 0 R `
        : ''
    change(page, { Contents: own ? `[${own}${text} 0 R]` : longer(page, 'Contents', `${text} 0 R`) })
  },
} as const satisfies Record<string, (revision: Revision) => void>

export function parentOf({ view, root }: Pick<Revision, 'view' | 'root'>): number {
  const pages = view.dictionary({ kind: 'reference', number: root, generation: 0 })!.entries.get('Pages')
  return (pages as { number: number }).number
}

/** The whole file written anew, as programs do that do not know of signatures. */
export const writeAnew = async (pdf: Uint8Array): Promise<Uint8Array> =>
  (await PDFDocument.load(pdf, { updateMetadata: false })).save({ useObjectStreams: false })

export function withByte(
  pdf: Uint8Array,
  index: number,
  change: (byte: number) => number = byte => byte ^ 1,
): Uint8Array {
  const changed = new Uint8Array(pdf)
  changed[index] = change(changed[index]!)
  return changed
}
