import type { Language } from '../domain/text/text.ts'

/** Templates to HTML. */
export interface PageRenderer {
  /** A whole page. Every value of the model is escaped. With `isPowerOfAttorney` in the model, in the words `ofAuthority`. */
  page(view: string, language: Language, model: Readonly<Record<string, unknown>>): string
  /** One text of the catalogue in one language with its placeholders filled in, not escaped. */
  text(key: string, language: Language, values?: Readonly<Record<string, string>>): string
  /** Writes of a power of attorney: `authority.<key>` in place of every text that has such a twin. */
  readonly ofAuthority: Pick<PageRenderer, 'text'>
}
