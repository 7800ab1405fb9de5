import { Problem } from '../../domain/problem.ts'
import type { DocumentRenderer, Paper } from '../../ports/documents/document-renderer.ts'

/** Letters that the fonts of the paper lack, and words that it has no room for, are marked as missing; the record has every one. */
export const printPaper = (renderer: DocumentRenderer, paper: Paper): Promise<Uint8Array> =>
  renderer.render(paper).catch(error => {
    if (!(error instanceof Problem) || error.code !== 'document.unwritable-text') throw error
    return renderer.render(writable(paper))
  })

const writable = (paper: Paper): Paper => ({
  ...paper,
  title: latin(paper.title),
  facts: paper.facts.map(({ label, value }) => ({ label, value: shortened(latin(value)) })),
  points: paper.points.map(latin),
  closing: paper.closing.map(latin),
})

const longest = 1500

const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest)} […]`)

const latin = (text: string): string =>
  text.normalize('NFC').replace(/[^\n\u0020-\u017e\u2013\u2014\u2018-\u201e\u2022\u2026]+/gu, '[?]')
