import type { Language } from '../../domain/text/text.ts'

/** A fact with the word for it: `Kunde`, `Kari Nordmann`. */
export interface PaperFact {
  readonly label: string
  readonly value: string
}

/** What a document says, ready to be set on paper. Every text may be long and foreign. */
export interface Paper {
  readonly language: Language
  readonly title: string
  /** Whose document it is, in its metadata. */
  readonly author: string
  readonly facts: readonly PaperFact[]
  readonly introduction: readonly string[]
  readonly points: readonly string[]
  readonly closing: readonly string[]
  /** Printed across every page of a document that binds nobody, and named in its metadata. */
  readonly testNotice?: string
  readonly createdAt: Date
  /** Tells it from another document that says the same; in its metadata. */
  readonly reference?: string
}

/** Paper to PDF/A-2b. */
export interface DocumentRenderer {
  /**
   * A PDF 1.7 that conforms to PDF/A-2b, with every font embedded and nothing in it but what the paper says; the same
   * paper gives the same text. Nothing that can be seen is left out: throws `document.unwritable-text` when a text has a letter that the
   * fonts do not or a fact is longer than a page, and `document.busy` or `document.unfinished` when it cannot be done now.
   */
  render(paper: Paper): Promise<Uint8Array>
}
