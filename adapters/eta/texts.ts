import { readdirSync, readFileSync } from 'node:fs'
import { type Language, languages } from '../../server/domain/text/text.ts'

export type Texts = Readonly<Record<Language, ReadonlyMap<string, string>>>

/** Texts in place of ours, by language and key. */
export type TextChanges = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>

/**
 * The texts with some of them changed. Throws for a key that does not exist and for a placeholder that our text does not
 * have.
 */
export const changeTexts = (texts: Texts, changes: TextChanges): Texts =>
  Object.fromEntries(
    languages.map(language => [language, changed(texts[language], changes[language] ?? {})]),
  ) as Record<Language, Map<string, string>>

function changed(ours: ReadonlyMap<string, string>, theirs: Readonly<Record<string, string>>) {
  for (const [key, text] of Object.entries(theirs)) {
    const known = ours.get(key)
    if (known === undefined || typeof text !== 'string') throw new Error(`There is no text ${key} to change`)
    const strange = placeholders(text).find(name => !placeholders(known).includes(name))
    if (strange !== undefined) throw new Error(`The text ${key} has no ${strange}`)
  }
  return new Map([...ours, ...Object.entries(theirs)])
}

const placeholders = (text: string): readonly string[] => text.match(/\{[a-z]+\}/g) ?? []

/** Every text by its key: `<language>.json` and each `<part>.<language>.json` beside it. A key in two files throws. */
export function loadTexts(folder: string): Texts {
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  return Object.fromEntries(
    languages.map(language => [language, catalogue(folder, files, language)]),
  ) as Record<Language, Map<string, string>>
}

function catalogue(folder: string, files: readonly string[], language: Language): Map<string, string> {
  const texts = new Map<string, string>()
  for (const file of files.filter(name => `.${name}`.endsWith(`.${language}.json`))) {
    const content: Record<string, string> = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
    for (const [key, value] of Object.entries(content)) {
      if (texts.has(key)) throw new Error(`The text ${key} is there twice in ${language}`)
      texts.set(key, value)
    }
  }
  return texts
}
