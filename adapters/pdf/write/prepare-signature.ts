import { createHash } from 'node:crypto'
import { PDFArray, PDFDocument, PDFHexString } from '@cantoo/pdf-lib'
import { addSignatureField, type SignaturePlan } from './add-signature-field.ts'
import { type ByteRange, fillByteRange } from './fill-byte-range.ts'

/** A PDF with room for a signature. */
export interface PreparedSignature {
  readonly pdf: Uint8Array
  /** What is signed: everything but the signature's hexadecimal digits and their brackets. */
  readonly byteRange: ByteRange
  /** SHA-256 over it. */
  readonly digest: Uint8Array
}

/**
 * The PDF followed by one incremental update that adds a signature field, with zeros where the signature goes. The
 * bytes before stay as they are.
 */
export async function prepareSignature(pdf: Uint8Array, plan: SignaturePlan): Promise<PreparedSignature> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false })
  const { snapshot, trailerInfo } = document.context
  if (!snapshot) throw new Error('The library has forgotten what it read')
  snapshot.markRefsForSave(addSignatureField(document, plan))
  trailerInfo.ID = renewedId(document, pdf)
  const update = await document.saveIncremental(snapshot, { useObjectStreams: false })
  return finish(Buffer.concat([pdf, update]), pdf.length)
}

/** ISO 32000-2, 14.4: the first part says which document, the second which version of it. */
function renewedId({ context }: PDFDocument, pdf: Uint8Array): PDFArray {
  const version = PDFHexString.of(createHash('sha256').update(pdf).digest('hex').slice(0, 32))
  const standing = context.lookup(context.trailerInfo.ID)
  return context.obj([standing instanceof PDFArray ? standing.get(0) : version, version])
}

function finish(pdf: Buffer, from: number): PreparedSignature {
  const byteRange = fillByteRange(pdf, from)
  const [, before, after, rest] = byteRange
  const digest = createHash('sha256')
    .update(pdf.subarray(0, before))
    .update(pdf.subarray(after, after + rest))
    .digest()
  return { pdf: new Uint8Array(pdf), byteRange, digest: new Uint8Array(digest) }
}
