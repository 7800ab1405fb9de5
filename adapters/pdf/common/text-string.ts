import { PdfSyntaxError } from './pdf-syntax-error.ts'
import type { PdfString } from './pdf-value.ts'

/** What PDFDocEncoding has in other places than Latin-1 (ISO 32000-2, D.2). */
const places: readonly (readonly [from: number, letters: string])[] = [
  [0x18, '\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc'],
  [
    0x80,
    '\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018' +
      '\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd\u20ac',
  ],
]

const letterOf = new Map(
  places.flatMap(([from, letters]) =>
    Array.from(letters, (letter, index) => [from + index, letter] as const),
  ),
)

/** The letters of a text string, whichever of its three encodings it has (ISO 32000-2, 7.9.2.2). */
export function textOf({ bytes }: PdfString): string {
  const [first, second, third] = bytes
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', bytes.subarray(2))
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded('utf-8', bytes.subarray(3))
  return Array.from(bytes, byte => letterOf.get(byte) ?? String.fromCharCode(byte)).join('')
}

function decoded(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new PdfSyntaxError('A text that cannot be read', { cause })
  }
}
