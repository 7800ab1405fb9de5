import assert from 'node:assert/strict'
import { PDFArray, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { openPdfWorkers, type PdfWorkers } from '../../../adapters/pdf/worker/pdf-workers.ts'
import { pdfRenderer } from '../../../adapters/pdf/write/pdf-renderer.ts'
import { Problem } from '../../../server/domain/problem.ts'
import type { Language } from '../../../server/domain/text/text.ts'
import type { DocumentRenderer } from '../../../server/ports/documents/document-renderer.ts'
import { expectRejected } from '../../support/expect-problem.ts'
import { askPdfTool } from '../../support/pdf-tools.ts'
import { agreement, paperOf } from './papers.ts'

const open = (pdf: Uint8Array) => PDFDocument.load(pdf, { updateMetadata: false })
const xmpOf = ({ context, catalog }: PDFDocument): string =>
  Buffer.from(
    (context.lookup(catalog.get(PDFName.of('Metadata'))) as unknown as { contents: Uint8Array }).contents,
  ).toString()
const latin1 = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1')

describe('A rendered document', () => {
  let workers: PdfWorkers
  let renderer: DocumentRenderer

  before(() => {
    workers = openPdfWorkers()
    renderer = pdfRenderer(workers)
  })
  after(() => workers.close())

  const textOf = async (test: Mocha.Context, pdf: Uint8Array) =>
    (await askPdfTool(test, 'pdftotext', { pdf, args: ['-layout', 'FILE', '-'] })).replace(/\s+/g, ' ')

  it('E76 says what the agreement is, and nothing of the national identity number', async function () {
    const pdf = await renderer.render(paperOf())
    const text = await textOf(this, pdf)
    assert.match(text, /Avtalebekreftelse - Leverandørskifte/)
    for (const fact of Object.values(agreement).slice(1)) assert.ok(text.includes(fact), fact)
    assert.match(text, /MålepunktID 300362000000000008/)
    assert.doesNotMatch(text, /(?<!\d)\d{11}(?!\d)/)
    assert.doesNotMatch(text, /Innflyttingsdato/)
  })

  it('E76 is in the language that was asked for, title and all', async function () {
    const text = await textOf(this, await renderer.render(paperOf({ language: 'en' })))
    assert.match(text, /Confirm electricity supply agreement - Change of supplier/)
    assert.doesNotMatch(text, /Avtalebekreftelse/)
  })

  it('E76 tells its language, author and conformance, and no maker', async () => {
    const tags: Record<Language, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-US' }
    for (const [language, tag] of Object.entries(tags)) {
      const pdf = await renderer.render(
        paperOf({ language: language as Language, author: 'Strøm & Lys <AS>' }),
      )
      const document = await open(pdf)
      const { catalog, context } = document
      assert.match(latin1(pdf), /^%PDF-1\.7/)
      assert.equal(document.getLanguage(), tag)
      assert.equal(document.getAuthor(), 'Strøm & Lys <AS>')
      assert.equal(document.getProducer(), undefined)
      assert.equal(document.getCreator(), undefined)
      assert.equal(String(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))), 'true')
      const intent = context.lookup(catalog.lookup(PDFName.of('OutputIntents'), PDFArray).get(0), PDFDict)
      assert.equal(String(intent.get(PDFName.of('S'))), '/GTS_PDFA1')
      assert.match(String(intent.get(PDFName.of('OutputConditionIdentifier'))), /sRGB/)
      const xmp = xmpOf(document)
      assert.match(xmp, /<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>B<\/pdfaid:conformance>/)
      assert.match(xmp, /<rdf:li>Strøm &amp; Lys &lt;AS&gt;<\/rdf:li>/)
      assert.doesNotMatch(xmp + latin1(pdf), /Producer|PDFKit|CreatorTool/)
    }
  })

  it('E76 embeds every font, that of the test notice too', async function () {
    for (const testNotice of [false, true]) {
      const pdf = await renderer.render(paperOf({ testNotice }))
      const fonts = (await askPdfTool(this, 'pdffonts', { pdf })).trim().split('\n').slice(2)
      assert.equal(fonts.length, 3)
      for (const font of fonts) assert.match(font, /Roboto-(Regular|Medium|Bold) .* yes yes yes /)
    }
  })

  it('is well formed in every language and for both processes', async function () {
    for (const language of ['nb', 'nn', 'en'] as const) {
      const pdf = await renderer.render(paperOf({ language, process: 'move-in', moveInDate: '2026-03-01' }))
      assert.match(
        await askPdfTool(this, 'qpdf', { pdf, args: ['--check'] }),
        /No syntax or stream encoding errors/,
      )
      assert.match(await textOf(this, pdf), /01\.03\.2026/)
    }
  })

  it('says that it binds nobody when it is a test, and only then', async function () {
    const test = await open(await renderer.render(paperOf({ testNotice: true })))
    const info = (document: PDFDocument) =>
      document.context.lookup(document.context.trailerInfo.Info, PDFDict)
    assert.equal(String(test.context.lookup(info(test).get(PDFName.of('testDocument')))), '(true)')
    const real = await renderer.render(paperOf())
    assert.equal(info(await open(real)).get(PDFName.of('testDocument')), undefined)
    assert.doesNotMatch(await textOf(this, real), /TESTDOKUMENT/)
    const raw = await askPdfTool(this, 'pdftotext', {
      pdf: await renderer.render(paperOf({ testNotice: true })),
      args: ['-raw', 'FILE', '-'],
    })
    assert.match(raw, /TESTDOKUMENT - IKKE JURIDISK BINDENDE/)
  })

  it('wraps what is long, with every word of it', async function () {
    const address = Array.from({ length: 120 }, (_, at) => `Langveien${at}`).join(' ')
    const pdf = await renderer.render(paperOf({ address, customer: 'Å'.repeat(300), testNotice: true }))
    const text = await textOf(this, pdf)
    for (const word of address.split(' ')) assert.ok(text.includes(word), word)
    assert.equal(text.match(/Å/g)?.length, 300)
    assert.match(
      await askPdfTool(this, 'qpdf', { pdf, args: ['--check'] }),
      /No syntax or stream encoding errors/,
    )
  })

  it('is refused rather than made with a text that is cut', async function () {
    for (const count of [480, 540, 570, 600, 5000]) {
      const words = Array.from({ length: count }, (_, at) => `ord${at}`)
      const pdf = await renderer
        .render(paperOf({ customer: words.join(' ') }))
        .catch((error: Problem) => error)
      if (pdf instanceof Problem) {
        assert.equal(pdf.code, 'document.unwritable-text')
        continue
      }
      const text = await textOf(this, pdf)
      assert.deepEqual(text.match(/ord\d+/g), words)
    }
  })

  it('has the letters of Norway and its neighbours, also in pieces', async function () {
    const customer = 'Áŋŧđ Čšž Øyvind Nguyễn Łukasz A\u030Age'
    const text = await textOf(this, await renderer.render(paperOf({ customer })))
    assert.ok(text.includes(customer.normalize('NFC')))
  })

  it('is refused rather than made without a letter that the fonts have not', async () => {
    for (const customer of ['王小明', 'Kari 🙂', 'محمد']) {
      await expectRejected('document.unwritable-text', () => renderer.render(paperOf({ customer })))
    }
  })

  it('is the same for the same paper', async () => {
    const [one, other] = [await renderer.render(paperOf()), await renderer.render(paperOf())]
    assert.deepEqual(one, other)
  })
})
