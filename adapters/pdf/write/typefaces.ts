import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

const files = {
  regular: '400Regular/Roboto_400Regular.ttf',
  medium: '500Medium/Roboto_500Medium.ttf',
  bold: '700Bold/Roboto_700Bold.ttf',
} as const

export type Weight = keyof typeof files

export const weights = Object.keys(files) as Weight[]

const { resolve } = createRequire(import.meta.url)
const parsed = new Map<Weight, object>()

/**
 * Roboto in one weight, for one document: its tables are read once for the process, its glyphs are the document's own,
 * because each remembers for which letter it was first wanted.
 *
 * @NOTE pdfkit parses the file of a font for each document, which takes longer than all else, unless it is given a font that
 * is parsed. It has one to give, but keeps it to itself, and its types do not know that it takes one.
 */
export function typeface(weight: Weight): PDFKit.Mixins.PDFFontSource {
  const font = parsed.get(weight) ?? parse(weight)
  parsed.set(weight, font)
  return Object.create(font, { _glyphs: { value: {} } })
}

function parse(weight: Weight): object {
  const file = readFileSync(resolve(`@expo-google-fonts/roboto/${files[weight]}`))
  const { _font } = new PDFDocument({ autoFirstPage: false }).font(file) as unknown as {
    _font: { font: object }
  }
  return _font.font
}
