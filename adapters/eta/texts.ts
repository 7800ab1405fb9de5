import { readdirSync, readFileSync } from 'node:fs'
import { type Language, languages } from '../../server/domain/text.ts'

export type Texts = Readonly<Record<Language, ReadonlyMap<string, string>>>

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
