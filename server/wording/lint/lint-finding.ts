import type { Language } from '../../domain/text/text.ts'

/** Something about words that a person would stumble over. */
export interface LintFinding {
  /** A page or an entry: `altinn/example-income`, `purposes.loan: description`. */
  readonly where: string
  readonly language?: Language
  readonly what: string
}
