import { isLanguage, type Language } from '../../domain/text/text.ts'

/** Where a language may be said. */
export interface LanguageWishes {
  readonly lang?: string | null | undefined
  readonly uiLocales?: string | null | undefined
  readonly cookie?: string | undefined
  readonly acceptLanguage?: string | undefined
}

/** The first wish we can meet: `?lang`, `ui_locales`, the cookie, `Accept-Language`; bokmål when there is none. */
export function chooseLanguage({ lang, uiLocales, cookie, acceptLanguage }: LanguageWishes): Language {
  return (
    known(lang) ??
    languageOfLocales(uiLocales) ??
    known(cookie) ??
    firstKnown(ranked((acceptLanguage ?? '').slice(0, 500))) ??
    'nb'
  )
}

/** The first language of `ui_locales` (OpenID Connect Core section 3.1.2.1) that we speak. */
export const languageOfLocales = (uiLocales: string | null | undefined): Language | undefined =>
  firstKnown((uiLocales ?? '').slice(0, 200).split(' '))

/** `no` is bokmål; `nn-NO` is nynorsk. */
function known(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0]
  if (primary === 'no') return 'nb'
  return isLanguage(primary) ? primary : undefined
}

const firstKnown = (tags: readonly string[]): Language | undefined => tags.map(known).find(one => one)

/** RFC 9110 section 12.5.4: by weight, in the order written where weights are equal; weight 0 is "not this one". */
const ranked = (header: string): string[] =>
  header
    .split(',')
    .map(part => {
      const [tag = '', weight] = part.split(/;\s*q=/)
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
