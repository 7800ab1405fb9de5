const size = 20

/** The words across the middle of every page, as something that is not part of the text. */
export function printNotice(document: PDFKit.PDFDocument, notice: string): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page)
    printAcross(document, notice)
  }
}

function printAcross(document: PDFKit.PDFDocument, notice: string): void {
  const { width, height } = document.page
  document.markContent('Artifact', { type: 'Pagination' })
  document.save()
  document.rotate(-30, { origin: [width / 2, height / 2] })
  document.font('bold', size).fillColor('red', 0.4)
  const left = (width - document.widthOfString(notice)) / 2
  document.text(notice, left, (height - size) / 2, { lineBreak: false })
  document.restore()
  document.endMarkedContent()
}
