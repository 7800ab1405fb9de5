import type { Language } from '../../../domain/text/text.ts'
import { languageOfLocales } from '../../../http/pages/language.ts'
import type { Waiting } from './waiting.ts'

/** The client's wish, unless the address says a language already. It is for this page and not remembered. */
export function wishedLanguage({ pending, request }: Waiting): Language | undefined {
  const { searchParams } = request.url
  if (searchParams.has('lang') || searchParams.has('ui_locales')) return undefined
  return languageOfLocales(pending.parameters.ui_locales)
}
