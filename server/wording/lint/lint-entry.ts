import { wordsOf } from '../../domain/text/readability.ts'
import { type Language, languages, type LocalizedText } from '../../domain/text/text.ts'
import { localizedTexts, type PlacedText } from '../../domain/text/localized-texts.ts'
import type { LintFinding } from './lint-finding.ts'

const placeholders = (text: string): readonly string[] =>
  (text.match(/\{[^{}]+\}/g) ?? []).map(name => name.toLowerCase())

/** What is missing from the texts of an entry in one language and there in another. */
export function lintEntry(where: string, entry: unknown): readonly LintFinding[] {
  const texts = localizedTexts(entry)
  return [...untranslated(where, texts), ...texts.flatMap(one => droppedIn(where, one))]
}

/** A text that names something in one language names it in all. */
function droppedIn(where: string, { path, text }: PlacedText): readonly LintFinding[] {
  const all = new Set(languages.flatMap(language => placeholders(text[language])))
  return languages.flatMap(language => {
    const dropped = [...all].filter(name => !placeholders(text[language]).includes(name))
    return dropped.map(name => ({ where: at(where, path), language, what: `drops ${name}` }))
  })
}

const fewestWords = 4

/** English that is bokmål; and nynorsk whose every text is, as single sentences may well be the same. */
function untranslated(where: string, texts: readonly PlacedText[]): readonly LintFinding[] {
  const telling = texts.filter(({ text }) => wordsOf(text.nb).length >= fewestWords)
  const english = telling.filter(({ text }) => text.en === text.nb)
  const isNynorsk = telling.length === 0 || telling.some(({ text }) => text.nn !== text.nb)
  return [
    ...english.map(({ path }) => missing(at(where, path), 'en')),
    ...(isNynorsk ? [] : [missing(where, 'nn')]),
  ]
}

const missing = (where: string, language: Language): LintFinding => ({
  where,
  language,
  what: 'says the same as in bokmål: a translation is missing',
})

const at = (where: string, path: string): string => `${where}: ${path}`

interface Described {
  readonly where: string
  readonly purpose: LocalizedText | undefined
  /** Titles and descriptions that stand beside it. */
  readonly beside: readonly LocalizedText[]
}

/** A purpose that is not there, or says only what is said beside it. */
export function lintPurpose({ where, purpose, beside }: Described): readonly LintFinding[] {
  if (!purpose) return [{ where, what: 'has no purpose: nothing says what the information is for' }]
  return languages
    .filter(language => beside.some(other => repeats(purpose[language], other[language])))
    .map(language => ({
      where,
      language,
      what: 'the purpose only repeats the title or the description: say what the information is for',
    }))
}

/** Whether every word of a text that says something is in another one. */
function repeats(text: string, other: string): boolean {
  const known = new Set(tellingWords(other))
  const words = tellingWords(text)
  return words.length > 0 && words.every(word => known.has(word))
}

const shortest = 3

const tellingWords = (text: string): readonly string[] =>
  wordsOf(text)
    .map(word => word.toLowerCase())
    .filter(word => word.length >= shortest)
