import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isLanguage, type Language, languages } from '../../server/domain/text/text.ts'

export type Texts = Readonly<Record<Language, ReadonlyMap<string, string>>>

/** Texts in place of ours, by language and key. */
export type TextChanges = Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>>

/** What is wrong with texts in place of ours, a line for each: `nb: consent.title: must hold {asker}`. */
export const textFindings = (texts: Texts, changes: TextChanges): readonly string[] =>
  Object.entries(changes).flatMap(([language, theirs]) => {
    if (!isLanguage(language)) return [`${language}: must be one of ${languages.join(', ')}`]
    return Object.entries(theirs).flatMap(([key, text]) => {
      const what = wrongWith(texts[language].get(key), text)
      return what === undefined ? [] : [`${language}: ${key}: ${what}`]
    })
  })

/** What a text of theirs drops or adds to ours; pages rely on both. */
function wrongWith(ours: string | undefined, theirs: string): string | undefined {
  if (ours === undefined) return 'is no text of ours'
  if (theirs.trim() === '') return 'must be a text that can be seen'
  const [known, said] = [placeholders(ours), placeholders(theirs)]
  const strange = said.find(name => !known.includes(name))
  if (strange !== undefined) return `has no ${strange} to fill in`
  const dropped = known.find(name => !said.includes(name))
  if (dropped !== undefined) return `must hold ${dropped}`
  return ours.includes('?') && !theirs.includes('?') ? 'must ask, as ours does' : undefined
}

/** The texts with some of them changed. Throws for what `textFindings` finds. */
export function changeTexts(texts: Texts, changes: TextChanges): Texts {
  const findings = textFindings(texts, changes)
  if (findings.length > 0) throw new Error(findings.join('\n'))
  return Object.fromEntries(
    languages.map(language => [
      language,
      new Map([...texts[language], ...Object.entries(changes[language] ?? {})]),
    ]),
  ) as Record<Language, Map<string, string>>
}

const placeholders = (text: string): readonly string[] => text.match(/\{[a-z]+\}/g) ?? []

/** Ours, as they lie in `views/texts`. */
export const ownTexts = (): Texts => loadTexts(fileURLToPath(new URL('../../views/texts', import.meta.url)))

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
