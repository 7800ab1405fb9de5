import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { ofKind, type PdfValue } from '../../common/pdf-value.ts'
import { changedKeys } from './same-value.ts'

/** What makes a document do something, or carry another one. A signature needs none of it. */
const keys = new Set(
  (
    'JS OpenAction AA A XFA Encrypt EmbeddedFiles EmbeddedFile EF AF Dests URI ' +
    'RichMediaContent RichMediaSettings'
  ).split(' '),
)

const names = new Set(
  (
    'JavaScript Launch ImportData SubmitForm ResetForm GoToE GoToR URI Named Hide RichMedia RichMediaExecute ' +
    'Rendition Movie Sound 3D GoTo3DView EmbeddedFile Filespec FileAttachment SetOCGState Trans PS'
  ).split(' '),
)

/** Throws `PdfSyntaxError` for a value that holds any of it, however deep. */
export function checkActiveContent(value: PdfValue): void {
  if (typeof value !== 'object' || value === null) return
  if (value.kind === 'name' && names.has(value.name))
    throw new PdfSyntaxError(`The document holds ${value.name}`)
  if (value.kind === 'array') value.items.forEach(checkActiveContent)
  if (value.kind === 'stream') checkActiveContent(value.dictionary)
  if (value.kind !== 'dictionary') return
  for (const [key, inner] of value.entries) checkEntry(key, inner)
}

/** The same for what is new in a value that was there before. */
export function checkNewActiveContent(before: PdfValue, after: PdfValue): void {
  const [was, is] = [ofKind(before, 'dictionary'), ofKind(after, 'dictionary')]
  if (!was || !is) checkActiveContent(after)
  else for (const key of changedKeys(was, is)) checkEntry(key, is.entries.get(key) ?? null)
}

function checkEntry(key: string, value: PdfValue): void {
  if (keys.has(key)) throw new PdfSyntaxError(`The document holds ${key}`)
  checkActiveContent(value)
}
