import { type PDFArray, type PDFContext, PDFName } from '@cantoo/pdf-lib'

/** From 0, so many bytes; from there, so many bytes. */
export type ByteRange = readonly [start: 0, before: number, after: number, rest: number]

const unknownNumber = '**********'
const unknown = /\/ByteRange \[ 0 \/\*{10} \/\*{10} \/\*{10} \]/
const zeros = /\/Contents <0+>/

/** Room for a byte range that is not known before the file is written. */
export function unknownRange(context: PDFContext): PDFArray {
  const number = PDFName.of(unknownNumber)
  return context.obj([0, number, number, number])
}

/** Writes the byte range that leaves out the zeros of `/Contents` after `from` into its room there. */
export function fillByteRange(pdf: Buffer, from: number): ByteRange {
  const update = pdf.subarray(from).toString('latin1')
  const contents = zeros.exec(update)
  const room = unknown.exec(update)
  if (!contents || !room) throw new Error('The update has no room for a signature')
  const before = from + contents.index + '/Contents '.length
  const after = from + contents.index + contents[0].length
  const byteRange = [0, before, after, pdf.length - after] as const
  pdf.write(`/ByteRange [${byteRange.join(' ')}]`.padEnd(room[0].length), from + room.index, 'latin1')
  return byteRange
}
