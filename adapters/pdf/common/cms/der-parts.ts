/** One value of DER: its tag, what it holds, and all of it. */
export interface DerPart {
  readonly tag: number
  readonly content: Uint8Array
  readonly whole: Uint8Array
}

/**
 * The values that come one after the other, one at a time and without looking into them: for lists that are too long
 * to be decoded whole. Throws an ordinary `Error` for what is not DER with tags of one byte.
 */
export function* derParts(bytes: Uint8Array): Generator<DerPart> {
  for (let at = 0; at < bytes.length; ) {
    const { header, length } = headerAt(bytes, at)
    const end = at + header + length
    if (end > bytes.length) throw new Error('A value of ASN.1 that is cut off')
    yield { tag: bytes[at]!, content: bytes.subarray(at + header, end), whole: bytes.subarray(at, end) }
    at = end
  }
}

function headerAt(bytes: Uint8Array, at: number): { header: number; length: number } {
  const [tag, first] = [bytes[at]!, bytes[at + 1]]
  if (first === undefined || (tag & 0x1f) === 0x1f) throw new Error('Not a value of DER')
  if (first < 0x80) return { header: 2, length: first }
  const size = first & 0x7f
  if (size === 0 || size > 4 || at + 2 + size > bytes.length) throw new Error('Not a length of DER')
  const digits = bytes.subarray(at + 2, at + 2 + size)
  return { header: 2 + size, length: digits.reduce((length, digit) => length * 256 + digit, 0) }
}
