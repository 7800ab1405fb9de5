import type { PdfFile } from '../../common/pdf-file.ts'
import { type PdfView, viewAt } from '../../common/pdf-view.ts'
import { isName, ofKind, type PdfDictionary, type PdfValue } from '../../common/pdf-value.ts'
import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import type { PdfSignature } from './pdf-signature.ts'

const mostFields = 256

/** The signatures of a file's form, in the order in which they were made. */
export function findSignatures(file: PdfFile): PdfSignature[] {
  const view = viewAt(file, file.revisions.length - 1)
  const form = view.dictionary(view.dictionary(view.root)?.entries.get('AcroForm'))
  const fields = ofKind(view.resolve(form?.entries.get('Fields')), 'array')?.items ?? []
  if (fields.length > mostFields) throw new PdfSyntaxError('Too many fields')
  return fields
    .map(field => signatureOf(field, view, file))
    .filter(signature => signature !== undefined)
    .sort((one, other) => one.contents.from - other.contents.from)
}

/** How far into the file a signature reaches. */
export const endOf = ({ byteRange }: PdfSignature): number => (byteRange[2] ?? 0) + (byteRange[3] ?? 0)

function signatureOf(field: PdfValue, view: PdfView, file: PdfFile): PdfSignature | undefined {
  const reference = ofKind(field, 'reference')
  const entries = view.dictionary(field)?.entries
  if (!reference || !isName(entries?.get('FT'), 'Sig')) return undefined
  const value = ofKind(entries?.get('V'), 'reference')
  const dictionary = view.dictionary(value)
  if (!value || !dictionary || view.entries.get(value.number)?.kind !== 'at') return undefined
  return signatureIn(dictionary, { field: reference.number, view, file })
}

interface Place {
  readonly field: number
  readonly view: PdfView
  readonly file: PdfFile
}

function signatureIn(dictionary: PdfDictionary, { field, view, file }: Place): PdfSignature | undefined {
  const contents = ofKind(dictionary.entries.get('Contents'), 'string')
  const range = ofKind(view.resolve(dictionary.entries.get('ByteRange')), 'array')?.items
  if (!contents || !range?.every(item => typeof item === 'number')) return undefined
  return {
    field,
    dictionary,
    byteRange: range,
    contents,
    subFilter: ofKind(dictionary.entries.get('SubFilter'), 'name')?.name ?? '',
    revision: file.revisions.filter(({ xrefAt }) => xrefAt < contents.from).length,
  }
}
