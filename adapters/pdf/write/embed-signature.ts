import type { PreparedSignature } from './prepare-signature.ts'

/** The prepared PDF with the signature in the room for it. Throws an ordinary `Error` when it is too small. */
export function embedSignature({ pdf, byteRange }: PreparedSignature, cms: Uint8Array): Uint8Array {
  const [, before, after] = byteRange
  const digits = Buffer.from(cms).toString('hex')
  const room = after - before - 2
  if (digits.length > room) throw new Error(`A signature of ${cms.length} bytes has room for ${room / 2}`)
  const signed = Buffer.from(pdf)
  signed.write(digits, before + 1, 'latin1')
  return new Uint8Array(signed)
}
