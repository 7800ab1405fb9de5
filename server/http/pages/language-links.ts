import { type Language, languages } from '../../domain/text/text.ts'

const longestQuery = 2000

/** This page in each language, relative to its own address when no path is given. A query that is too long is left out. */
export function languageLinks(query = '', path = ''): Readonly<Record<Language, string>> {
  const kept = query.length <= longestQuery ? query : ''
  const link = (language: Language) => {
    const parameters = new URLSearchParams(kept)
    parameters.set('lang', language)
    return [language, `${path}?${parameters}`]
  }
  return Object.fromEntries(languages.map(link))
}
