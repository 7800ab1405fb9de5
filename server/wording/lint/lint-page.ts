import { readability, sentencesOf, wordsOf } from '../../domain/text/readability.ts'
import type { Language } from '../../domain/text/text.ts'
import type { LintFinding } from './lint-finding.ts'

interface Page {
  readonly where: string
  readonly language: Language
  /** All its words, a paragraph, heading or item a line. */
  readonly text: string
}

/** The hardest that Norwegian may be; English words are counted the same, and not judged. */
export const hardestLix = 35

const longestSentence = 25

/** What is hard to read on a page, and what is no word at all. */
export function lintPage({ where, language, text }: Page): readonly LintFinding[] {
  const found = (what: string): LintFinding => ({ where, language, what })
  const { lix } = readability(text)
  const long = sentencesOf(text).filter(sentence => wordsOf(sentence).length > longestSentence)
  return [
    ...(language !== 'en' && lix > hardestLix ? [found(`LIX ${lix}, at most ${hardestLix} is the aim`)] : []),
    ...long.map(sentence =>
      found(`a sentence of ${wordsOf(sentence).length} words: “${beginning(sentence)} …”`),
    ),
    ...rawKeysIn(text).map(key => found(`${key} is a key, not a word`)),
  ]
}

const beginning = (sentence: string): string => sentence.split(/\s+/).slice(0, 6).join(' ')

/** `{name}`, `example_income`, `income.read`, `INNTEKTSAAR:` — but no addresses and no abbreviations such as `f.eks`. */
const keys =
  /(?<![\w@/.:-])(?:\{[^{}\s]+\}|\w+(?:_\w+)+|[a-z]{3,}(?:[.:][a-z]{3,})+(?![\w@/-])|\p{Lu}{5,}(?=: ))/gu

/** Names of machines that were left in a text. */
const rawKeysIn = (text: string): readonly string[] => [...new Set(text.match(keys))]
