import { seeded } from '../seeded.ts'

const words =
  '<< >> [ ] ( ) < > / % %%EOF\n endobj stream endstream xref trailer startxref\n0\n 9999999999 -1 null'
    .split(' ')
    .concat('0 0 R', '1 0 R', '/Prev 0', '/Length 4294967295', '1 0 obj << >> endobj', '/ByteRange [0 1 2 3]')
    .concat('['.repeat(60), '<<'.repeat(60), '\0'.repeat(4))

type Mutation = (pdf: Buffer, random: () => number) => Buffer

const place = (pdf: Buffer, random: () => number) => Math.floor(random() * pdf.length)

const mutations: readonly Mutation[] = [
  (pdf, random) => {
    const copy = Buffer.from(pdf)
    copy[place(pdf, random)]! ^= 1 << Math.floor(random() * 8)
    return copy
  },
  (pdf, random) => pdf.subarray(0, place(pdf, random)),
  (pdf, random) => without(pdf, place(pdf, random), random() * 200),
  (pdf, random) =>
    inserted(pdf, place(pdf, random), Buffer.from(words[Math.floor(random() * words.length)]!)),
  (pdf, random) =>
    inserted(pdf, place(pdf, random), pdf.subarray(place(pdf, random)).subarray(0, random() * 2000)),
  (pdf, random) => withOtherDigit(pdf, random),
  (pdf, random) => {
    const word = Buffer.from(words[Math.floor(random() * words.length)]!)
    const at = place(pdf, random)
    return inserted(without(pdf, at, word.length), at, word)
  },
]

/** One of many ways to damage a file, the same for the same seed. */
export function mutate(pdf: Buffer, seed: number): Buffer {
  const random = seeded(seed)
  return mutations[Math.floor(random() * mutations.length)]!(pdf, random)
}

const without = (pdf: Buffer, at: number, length: number) =>
  Buffer.concat([pdf.subarray(0, at), pdf.subarray(at + Math.floor(length))])

const inserted = (pdf: Buffer, at: number, what: Uint8Array) =>
  Buffer.concat([pdf.subarray(0, at), what, pdf.subarray(at)])

/** A digit that follows a word which tells of places and lengths. */
function withOtherDigit(pdf: Buffer, random: () => number): Buffer {
  const telling = [
    '/Length ',
    '/Prev ',
    'startxref\n',
    '/Size ',
    '/N ',
    '/First ',
    '/W [',
    '/Index [',
    ' 00000 n',
    ' 0 obj',
    ' 0 R',
  ]
  const word = telling[Math.floor(random() * telling.length)]!
  const found = pdf.indexOf(word, place(pdf, random))
  const copy = Buffer.from(pdf)
  if (found >= 0) copy[found + (word.startsWith(' ') ? -1 : word.length)] = 0x30 + Math.floor(random() * 10)
  return copy
}
