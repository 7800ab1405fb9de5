import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { unknownRange } from './fill-byte-range.ts'

/** What kind of signature a PDF gets room for. */
export interface SignaturePlan {
  readonly fieldName: string
  readonly subFilter: 'ETSI.CAdES.detached' | 'ETSI.RFC3161'
  /** Left out for a time stamp, which says so itself. */
  readonly signedAt?: Date
  /**
   * With it the signature certifies the document: what may change in it afterwards, as ISO 32000-2, 12.8.2.2 numbers
   * it. 2 is more signatures, and forms filled in.
   */
  readonly certifies?: 1 | 2 | 3
  /** How many bytes of CMS there is room for. */
  readonly room?: number
}

const usualRoom = 9472

/** Print, and locked. */
const widgetFlags = 132

/** Signatures are there, and the file may only grow. */
const signatureFlags = 3

/** Adds an invisible field for a signature to the first page. Gives what was there already and is changed now. */
export function addSignatureField(document: PDFDocument, plan: SignaturePlan): PDFRef[] {
  const { context, catalog } = document
  const page = document.getPage(0)
  const signature = context.register(signatureOf(document, plan))
  const appearance = context.register(
    context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0] }),
  )
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      F: widgetFlags,
      T: PDFString.of(plan.fieldName),
      V: signature,
      P: page.ref,
      Rect: [0, 0, 0, 0],
      AP: { N: appearance },
    }),
  )
  if (plan.certifies) catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }))
  return [
    context.trailerInfo.Root as PDFRef,
    page.ref,
    ...appendTo(page.node, 'Annots', field),
    ...addToForm(document, field),
  ]
}

function signatureOf({ context }: PDFDocument, plan: SignaturePlan): PDFDict {
  const signature = context.obj({
    Type: plan.subFilter === 'ETSI.RFC3161' ? 'DocTimeStamp' : 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: plan.subFilter,
  })
  if (plan.certifies) {
    const parameters = { Type: 'TransformParams', P: plan.certifies, V: PDFName.of('1.2') }
    const reference = { Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: parameters }
    signature.set(PDFName.of('Reference'), context.obj([reference]))
  }
  if (plan.signedAt) signature.set(PDFName.of('M'), PDFString.of(toPdfDate(plan.signedAt)))
  signature.set(PDFName.of('ByteRange'), unknownRange(context))
  signature.set(PDFName.of('Contents'), PDFHexString.of('00'.repeat(plan.room ?? usualRoom)))
  return signature
}

function addToForm({ context, catalog }: PDFDocument, field: PDFRef): PDFRef[] {
  const name = PDFName.of('AcroForm')
  const form = catalog.lookupMaybe(name, PDFDict) ?? context.obj({})
  form.set(PDFName.of('SigFlags'), PDFNumber.of(signatureFlags))
  const changed = appendTo(form, 'Fields', field)
  const standing = catalog.get(name)
  if (standing instanceof PDFRef) return [standing, ...changed]
  catalog.set(name, form)
  return changed
}

/** Appends to the list that the dictionary has by that name; gives the list when it is an object by itself. */
function appendTo(dictionary: PDFDict, key: string, field: PDFRef): PDFRef[] {
  const name = PDFName.of(key)
  const list = dictionary.lookupMaybe(name, PDFArray) ?? dictionary.context.obj([])
  list.push(field)
  const standing = dictionary.get(name)
  if (standing instanceof PDFRef) return [standing]
  dictionary.set(name, list)
  return []
}

/** ISO 32000-2, 7.9.4. */
const toPdfDate = (instant: Date): string =>
  `D:${instant.toISOString().replace(/\D/g, '').slice(0, 14)}+00'00'`
