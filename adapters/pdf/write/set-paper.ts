import { Problem } from '../../../server/domain/problem.ts'
import type { Paper, PaperFact } from '../../../server/ports/documents/document-renderer.ts'
import type { Weight } from './typefaces.ts'

interface Style {
  readonly weight: Weight
  readonly size: number
  readonly after: number
}

const heading: Style = { weight: 'bold', size: 18, after: 20 }
const running: Style = { weight: 'regular', size: 10.5, after: 9 }
const point: Style = { ...running, after: 5 }

const textColor = '#1a1a1a'
const bulletWidth = 14
const labelWidth = 170
const padding = { top: 4, right: 8, bottom: 4, left: 0 } as const

/** The paper's words on as many pages as they need, tagged so that they can be read aloud. */
export function setPaper(document: PDFKit.PDFDocument, paper: Paper): void {
  const body = document.struct('Document')
  document.addStructure(body)
  document.addPage().fillColor(textColor)
  setText(document, { text: paper.title, style: heading, structParent: body, structType: 'H1' })
  setFacts(document, paper.facts, body)
  for (const text of paper.introduction) setText(document, { text, style: running, structParent: body })
  setPoints(document, paper.points, body)
  for (const text of paper.closing) setText(document, { text, style: running, structParent: body })
  body.end()
}

interface SetText {
  readonly text: string
  readonly style: Style
  readonly structParent: PDFKit.PDFStructureElement
  readonly structType?: string
}

function setText(document: PDFKit.PDFDocument, { text, style, ...structure }: SetText): void {
  document.font(style.weight, style.size).text(text, { lineGap: 3, ...structure })
  document.y += style.after
}

function setFacts(
  document: PDFKit.PDFDocument,
  facts: readonly PaperFact[],
  structParent: PDFKit.PDFStructureElement,
): void {
  for (const fact of facts) assertFits(document, fact)
  const options: TaggedTable = {
    structParent,
    defaultStyle: { border: 0, padding },
    columnStyles: [labelWidth, '*'],
    data: facts.map(cellsOf),
  }
  document.table(options)
  document.x = document.page.margins.left
  document.y += 18
}

/** A row is on one page; what has no room there would be cut. */
function assertFits(document: PDFKit.PDFDocument, { label, value }: PaperFact): void {
  const { margins, width, height } = document.page
  const needed = document
    .font('regular', running.size)
    .heightOfString(value, { width: width - margins.left - margins.right - labelWidth - padding.right })
  if (needed <= height - margins.top - margins.bottom - padding.top - padding.bottom) return
  throw new Problem('document.unwritable-text', `${label} is longer than a page`)
}

/** @NOTE The published types do not know what pdfkit knows of tagged tables. */
type TaggedTable = PDFKit.Mixins.TableOptionsWithData & {
  readonly structParent: PDFKit.PDFStructureElement
  readonly data: (PDFKit.Mixins.CellOptions & { readonly scope?: 'Row' })[][]
}

function cellsOf({ label, value }: PaperFact): TaggedTable['data'][number] {
  const { size } = running
  return [
    { text: label, type: 'TH', scope: 'Row', font: { src: 'medium', size } },
    { text: value, font: { src: 'regular', size } },
  ]
}

function setPoints(
  document: PDFKit.PDFDocument,
  points: readonly string[],
  structParent: PDFKit.PDFStructureElement,
): void {
  if (points.length === 0) return
  const list = document.struct('L')
  structParent.add(list)
  for (const text of points) {
    const item = document.struct('LI')
    list.add(item)
    setPoint(document, text, item)
    item.end()
  }
  list.end()
  document.y += running.after - point.after
}

function setPoint(
  document: PDFKit.PDFDocument,
  text: string,
  structParent: PDFKit.PDFStructureElement,
): void {
  const { left } = document.page.margins
  const width = document.page.width - left - document.page.margins.right - bulletWidth
  document.font(point.weight, point.size)
  const needed = document.heightOfString(text, { width, lineGap: 3 })
  if (document.y + needed > document.page.maxY()) document.addPage().fillColor(textColor)
  const top = document.y
  document.text('•', left, top, { structParent, structType: 'Lbl' })
  document.text(text, left + bulletWidth, top, { width, lineGap: 3, structParent, structType: 'LBody' })
  document.x = left
  document.y += point.after
}
