import PDFDocument from 'pdfkit'
import type { Language } from '../../../server/domain/text/text.ts'
import type { Paper } from '../../../server/ports/documents/document-renderer.ts'
import { typeface, weights } from './typefaces.ts'
import { xmp } from './xmp.ts'

const tags: Readonly<Record<Language, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-US' }

/** How the pages are set, in points. */
export const margin = 64

/** An empty PDF 1.7 that will conform to PDF/A-2b, with the faces known by their weights. */
export function openArchiveDocument(paper: Paper): PDFKit.PDFDocument {
  const document = new PDFDocument({
    pdfVersion: '1.7',
    subset: 'PDF/A-2b',
    tagged: true,
    lang: tags[paper.language],
    displayTitle: true,
    size: 'A4',
    margin,
    autoFirstPage: false,
    bufferPages: true,
    info: informationOf(paper),
  })
  tellNoMaker(document, paper)
  for (const weight of weights) document.registerFont(weight, typeface(weight))
  return document
}

/** The identifier of the file is made from it, too. */
const informationOf = ({
  title,
  author,
  createdAt,
  reference,
}: Paper): PDFKit.DocumentInfo & Information => ({
  Title: title,
  Author: author,
  CreationDate: createdAt,
  ...(reference !== undefined && { reference }),
})

interface Information {
  readonly reference?: string
}

/**
 * @NOTE pdfkit names itself in the metadata whatever is asked, and writes the title into XML unescaped. Its own method
 * is therefore replaced on this document, and `render.test.ts` sees to it that this works.
 */
function tellNoMaker(document: PDFKit.PDFDocument, paper: Paper): void {
  const information = document.info as Record<string, unknown>
  delete information.Producer
  delete information.Creator
  if (paper.testNotice !== undefined) information.testDocument = 'true'
  Object.assign(document, { _addInfo: () => document.appendXML(xmp(paper)) })
}
