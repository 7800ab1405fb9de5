import type { Context } from 'koa'
import { isLanguage, type Language } from '../../domain/text/text.ts'
import { chooseLanguage } from './language.ts'
import type { CookieChange } from './pages.ts'

const cookieName = 'language'
const year = 365 * 24 * 60 * 60

/** The language of this request's answer. */
export function pageLanguage(ctx: Context, cookies: Readonly<Record<string, string | undefined>>): Language {
  const query = new URLSearchParams(ctx.querystring)
  return chooseLanguage({
    lang: query.get('lang'),
    uiLocales: query.get('ui_locales'),
    cookie: cookies[cookieName],
    acceptLanguage: ctx.get('accept-language'),
  })
}

/** Remembers a language that was chosen in the address. */
export function languageCookie(url: URL): readonly CookieChange[] {
  const chosen = url.searchParams.get('lang')
  return isLanguage(chosen) ? [{ name: cookieName, value: chosen, maxAge: year }] : []
}
