import { plainText } from '../../../server/domain/text/plain-text.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { Paper } from '../../../server/ports/documents/document-renderer.ts'
import { type Weight, weights } from './typefaces.ts'

/** The paper with each text on one line and composed, so that the fonts have what it needs. Throws when they have not. */
export function toWritable(paper: Paper, document: PDFKit.PDFDocument): Paper {
  const clean = (text: string): string => writable(text, document)
  return {
    ...paper,
    title: clean(paper.title),
    author: clean(paper.author),
    facts: paper.facts.map(({ label, value }) => ({ label: clean(label), value: clean(value) })),
    introduction: paper.introduction.map(clean),
    points: paper.points.map(clean),
    closing: paper.closing.map(clean),
    ...(paper.testNotice !== undefined && { testNotice: clean(paper.testNotice) }),
  }
}

function writable(text: string, document: PDFKit.PDFDocument): string {
  const shown = plainText(text.normalize('NFC'), Number.POSITIVE_INFINITY).replace(/\s+/g, ' ').trim()
  const foreign = Array.from(new Set(shown)).find(
    letter => !weights.every(weight => hasGlyph(document, weight, letter)),
  )
  if (foreign === undefined) return shown
  const name = `U+${foreign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  throw new Problem('document.unwritable-text', `The document's fonts have no ${name}`)
}

/** @NOTE pdfkit keeps the font that it reads to itself, and draws an empty box for what is not in it. */
function hasGlyph(document: PDFKit.PDFDocument, weight: Weight, letter: string): boolean {
  document.font(weight)
  const { _font } = document as unknown as {
    _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } }
  }
  return _font.font.hasGlyphForCodePoint(letter.codePointAt(0)!)
}
