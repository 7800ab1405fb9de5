import { toSchema } from '../../x509/der.ts'
import type { PdfFile } from '../common/pdf-file.ts'
import { readTimeStamp } from './cms/time-stamp.ts'
import { isDocumentTimeStamp, type PdfSignature } from './structure/pdf-signature.ts'
import { coversItsRevision, signedBytes } from './structure/signed-bytes.ts'

/**
 * Throws an ordinary `Error` when a later time-stamp of the document is not of this document. Who made it does not
 * matter: the customer's own time-stamp is what counts.
 */
export function checkDocumentTimeStamps(file: PdfFile, signatures: readonly PdfSignature[]): void {
  for (const signature of signatures.filter(isDocumentTimeStamp)) {
    if (!coversItsRevision(file, signature))
      throw new Error('A time-stamp of the document leaves something out')
    const content = signedBytes(file.bytes, signature.byteRange) ?? new Uint8Array()
    readTimeStamp(toSchema(withoutPadding(signature.contents.bytes)), content)
  }
}

/** The message says how long it is; the rest of the reserved space must be zeroes. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  const header = bytes[1] ?? 0
  const lengthBytes = header < 0x80 ? 0 : header & 0x7f
  const length = lengthBytes === 0 ? header : Buffer.from(bytes).readUIntBE(2, lengthBytes)
  const end = 2 + lengthBytes + length
  if (bytes.subarray(end).some(byte => byte !== 0)) throw new Error('Something stands after a time-stamp')
  return bytes.subarray(0, end)
}
