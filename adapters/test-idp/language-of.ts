import { isLanguage, type Language } from '../../server/domain/text/text.ts'

/** The first language of `ui_locales` that the pages speak, else bokmål. */
export function languageOf(uiLocales: unknown): Language {
  const wishes = typeof uiLocales === 'string' ? uiLocales.split(' ') : []
  return wishes.map(wish => wish.split('-')[0]).find(isLanguage) ?? 'nb'
}
