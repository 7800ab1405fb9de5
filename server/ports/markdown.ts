import type { RichText } from '../domain/requests/question.ts'

/** Text with marks that somebody else has written, and words that a third one fills in. */
export interface Markdown {
  /**
   * The text with `{name}` replaced by the value of that name, whatever its case, once: what a value holds is shown as it
   * is and never read as a mark, a link or another name. A name without a value stays. Of HTML there is nothing but p, ul,
   * ol, li, strong, em and links by `http`, `https` and `mailto`; all other marks are shown as they were written.
   */
  render(source: string, values: Readonly<Record<string, string>>): RichText
}
