import type { Language } from '../domain/text/text.ts'

/** Templates to HTML. */
export interface PageRenderer {
  /** A whole page. Every value of the model is escaped. */
  page(view: string, language: Language, model: Readonly<Record<string, unknown>>): string
  /** One text of the catalogue in one language with its placeholders filled in, not escaped. */
  text(key: string, language: Language, values?: Readonly<Record<string, string>>): string
}
